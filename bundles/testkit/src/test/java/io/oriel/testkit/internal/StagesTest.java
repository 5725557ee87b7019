package io.oriel.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.TargetKind;
import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.InjectorProvider;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.media.VideoFormat;
import io.oriel.testkit.LeaseLedger;
import io.oriel.testkit.TestBitstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StagesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final StageHealth HEALTH =
      new StageHealth() {
        @Override
        public void degraded(String detail) {}

        @Override
        public void changed(String detail) {}

        @Override
        public void lost(BackendException cause) {}
      };

  @Test
  void pictures_come_on_the_grid_and_name_themselves() throws Exception {
    var capture = capture(100_000, 3);
    var times = new ArrayList<Long>();
    long last = 0;
    for (int i = 0; i < 20; i++) {
      Frame frame = capture.await(SECOND);
      assertThat(frame.sequence()).isGreaterThan(last);
      last = frame.sequence();
      times.add(frame.captureNanos());
      assertThat(frame.readyNanos()).isGreaterThanOrEqualTo(frame.captureNanos());
      frame.release();
    }

    // 19 intervals and the gaps, which are counted
    long points = 19 + capture.superseded();
    assertThat(times.getLast() - times.getFirst()).isGreaterThan(18 * 10_000_000L);
    assertThat(last).isBetween(20L, points + 1);
  }

  @Test
  void without_a_free_buffer_there_is_no_picture_until_one_is_released() throws Exception {
    var capture = capture(240_000, 2);
    Frame first = capture.await(SECOND);
    Frame second = capture.await(SECOND);

    assertThat(capture.await(50_000_000)).isNull();
    assertThat(capture.superseded()).isPositive();
    first.release();

    assertThat(capture.await(SECOND).bufferId()).isEqualTo(first.bufferId());
    second.release();
    assertThatThrownBy(second::release).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void wake_ends_a_wait() throws Exception {
    var capture = capture(1000, 2);
    capture.await(SECOND).release(); // the first point is now

    capture.wake();

    assertThat(capture.await(60 * SECOND)).isNull();
  }

  @Test
  void a_new_size_retires_the_old_buffers() throws Exception {
    var capture = capture(100_000, 2);
    Frame old = capture.await(SECOND);

    capture.reconfigure(format(320, 240), 100_000);
    Frame fresh = capture.await(SECOND);

    assertThat(List.of(capture.retired(), capture.retired(), capture.retired()))
        .containsExactly(1L, 2L, 0L);
    assertThat(fresh.format().widthPx()).isEqualTo(320);
    assertThat(fresh.bufferId()).isGreaterThan(2);
    old.release();
    fresh.release();
  }

  @Test
  void frames_go_through_the_encoder_with_their_numbers() throws Exception {
    var ledger = new LeaseLedger();
    var capture = capture(100_000, 4);
    var encoder = new TestEncoder(request(2));
    for (int i = 1; i <= 5; i++) {
      Frame frame = capture.await(SECOND);
      long sequence = frame.sequence();
      long micros = frame.captureNanos() / 1000;

      assertThat(encoder.submit(ledger.track(frame), i, 0)).isTrue();
      EncodedFrame encoded = ledger.track(encoder.poll(SECOND));

      var bits = bits(encoded);
      assertThat(bits.number()).isEqualTo((int) sequence);
      assertThat(bits.micros()).isEqualTo(micros);
      assertThat(bits.sequence()).isEqualTo(i);
      assertThat(bits.reference()).isEqualTo(i - 1);
      assertThat(encoded.flags()).isEqualTo(i == 1 ? EncodedFrame.KEY : 0);
      assertThat(encoded.length()).isEqualTo((i == 1 ? 4 : 1) * 1_000_000 / 8 / 100);
      encoded.release();
    }

    ledger.check();
  }

  @Test
  void a_full_encoder_refuses_and_the_picture_stays_the_callers() throws Exception {
    var capture = capture(240_000, 4);
    var encoder = new TestEncoder(request(1));
    encoder.submit(capture.await(SECOND), 1, 0);
    Frame second = capture.await(SECOND);

    assertThat(encoder.submit(second, 2, 0)).isFalse();

    second.release();
    encoder.poll(SECOND).release();
    assertThat(encoder.repeat(2, 0)).isTrue();
    assertThat(encoder.poll(SECOND).flags()).isEqualTo(EncodedFrame.REPEAT);
    assertThat(encoder.poll(0)).isNull();
  }

  @Test
  void an_invalidated_frame_is_not_referred_to() throws Exception {
    var encoder = new TestEncoder(request(2));
    encoder.submit(capture(100_000, 2).await(SECOND), 1, 0);
    encoder.poll(SECOND).release();
    for (int i = 2; i <= 6; i++) {
      next(encoder, i, 0);
    }

    assertThat(encoder.invalidate(4, 5)).isTrue();

    assertThat(next(encoder, 7, 0))
        .satisfies(b -> assertThat(b.reference()).isEqualTo(3))
        .satisfies(b -> assertThat(b.flags() & EncodedFrame.AFTER_INVALIDATION).isPositive());
    assertThat(next(encoder, 8, 0).reference()).isEqualTo(7);
    assertThat(next(encoder, 9, Encoder.FORCE_KEY_FRAME).flags() & EncodedFrame.KEY).isPositive();
    assertThat(encoder.invalidate(1, 2)).isTrue(); // healed by the key frame
    assertThat(encoder.invalidate(8, 9)).isFalse();
  }

  @Test
  void displays_fit_captures_and_input_is_written_down() throws Exception {
    var display =
        new TestDisplays()
            .open(DisplayRequest.of("d", 640, 360, 60_000), java.util.Map.of(), HEALTH);
    assertThat(display.captureTarget().kind()).isEqualTo(TargetKind.PRIVATE);
    var injectors = new TestInjectors();
    var place =
        new InjectorProvider.Placement(
            display.id(), display.inputTargets().getFirst(), display.region());

    var injector =
        injectors.open(
            place, Set.of(DeviceKind.POINTER, DeviceKind.KEYBOARD), Feedback.NONE, HEALTH);
    injector.key(30, true);
    injector.moveBy(3, -2);
    injector.close();

    assertThat(injectors.events())
        .containsExactly("open [KEYBOARD, POINTER]", "key 30 down", "moveBy 3.0 -2.0", "close");
  }

  private static TestBitstream next(TestEncoder encoder, int sequence, int flags)
      throws InterruptedException {
    assertThat(encoder.repeat(sequence, flags)).isTrue();
    EncodedFrame frame = encoder.poll(SECOND);
    var bits = bits(frame);
    frame.release();
    return bits;
  }

  private static TestBitstream bits(EncodedFrame frame) {
    return TestBitstream.read(frame.bytes().asSlice(0, frame.length())).orElseThrow();
  }

  private static VideoFormat format(int width, int height) {
    return new VideoFormat(width, height, Fourcc.XRGB8888, 0, ColorSpec.SRGB);
  }

  private static Capture capture(int milliHz, int buffers) throws BackendException {
    var accepted = List.of(FormatSupport.host(Fourcc.XRGB8888));
    var request =
        new CaptureProvider.Request(
            TargetKind.PRIVATE, 640, 360, milliHz, accepted, buffers, false);
    return new TestCaptures()
        .open(request, new CaptureTarget.Private(TestDisplays.ID, "testkit-1"), HEALTH);
  }

  private static EncoderRequest request(int framesInFlight) {
    var output =
        new StreamFormat(Codec.H264, 640, 360, 100_000, 8, Chroma.YUV420, ColorSpec.BT709_LIMITED);
    return new EncoderRequest(
        output,
        MemoryKind.HOST,
        format(640, 360),
        Optional.empty(),
        framesInFlight,
        1_000_000,
        0,
        1,
        0,
        true,
        false);
  }
}
