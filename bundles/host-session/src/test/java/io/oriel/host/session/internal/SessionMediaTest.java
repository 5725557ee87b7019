package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.audio.OpusLayout;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.display.TargetKind;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.encode.EncoderProvider;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.probe.FactBoard;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.InputSink;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.Stage;
import io.oriel.api.session.StreamParameters;
import io.oriel.host.session.internal.media.MediaRun;
import io.oriel.host.session.internal.media.PictureArea;
import io.oriel.host.session.internal.media.SessionFigures;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionMediaTest {
  private final IdleStages stages = new IdleStages();
  private final Provider<CaptureProvider> capture =
      new Provider<>(Stage.CAPTURE, "idle", stages.captures, 0);
  private final Provider<EncoderProvider> encoder =
      new Provider<>(Stage.ENCODER, "idle", stages.encoders, 0);
  private final Openings openings = new Openings();
  private final List<OpenStage<?>> lost = new ArrayList<>();
  private final List<Long> delays = new ArrayList<>();
  private final List<Runnable> delayed = new ArrayList<>();
  private long now = Long.MAX_VALUE; // about to wrap
  private final SessionMedia media =
      new SessionMedia(
          "test",
          new SessionContext(
              null, null, new NoFacts(), null, new Cooldowns(), openings, null, null, null),
          new SessionFigures(),
          new PictureArea(),
          _ -> {},
          new Noting(),
          () -> now,
          (nanos, step) -> {
            delays.add(nanos);
            delayed.add(step);
          });

  @BeforeEach
  void start() throws Exception {
    media.start(stream(640, 480), new SilentLink(), List.of(chain()), new NoDisplay());
  }

  @AfterEach
  void close() {
    media.close();
  }

  @Test
  void a_rate_wished_right_after_the_encoder_was_reopened_is_applied_when_the_time_is_over() {
    media.rate(2_000_000);
    assertThat(stages.opened).containsExactly(1_000_000L, 2_000_000L);

    media.rate(3_000_000);
    media.rate(4_000_000);

    assertThat(stages.opened).hasSize(2);
    assertThat(delays).containsExactly(2_000_000_000L);
    now += 2_000_000_000L;
    delayed.getFirst().run();
    assertThat(stages.opened).containsExactly(1_000_000L, 2_000_000L, 4_000_000L);
  }

  @Test
  void a_wish_for_the_rate_in_use_reopens_nothing() {
    media.rate(1_000_000);

    assertThat(stages.opened).containsExactly(1_000_000L);
  }

  @Test
  void a_rate_that_a_change_of_mode_brought_is_not_applied_again() throws Exception {
    media.rate(2_000_000);
    media.rate(3_000_000);
    media.reconfigure(stream(800, 600), new NoDisplay());
    assertThat(stages.opened).containsExactly(1_000_000L, 2_000_000L, 3_000_000L);

    delayed.getFirst().run();

    assertThat(stages.opened).hasSize(3);
    assertThat(delayed).hasSize(1);
  }

  @Test
  void a_capture_taken_away_is_not_touched_by_a_change_of_mode() {
    media.drain(capture, System.nanoTime() + 1_000_000_000);

    assertThatThrownBy(() -> media.reconfigure(stream(800, 600), new NoDisplay()))
        .isInstanceOfSatisfying(
            BackendException.class,
            e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.DEVICE_LOST));
    assertThat(stages.closedCaptures).isEqualTo(1);
  }

  @Test
  void a_capture_that_cannot_follow_a_display_is_opened_anew() throws Exception {
    stages.cannotFollow = true;

    media.reconfigure(stream(800, 600), new NoDisplay());

    assertThat(stages.closedCaptures).isEqualTo(1);
    assertThat(stages.opened).hasSize(2);
  }

  @Test
  void what_no_mode_could_be_restored_for_is_recovered_from() {
    media.drain(capture, System.nanoTime() + 1_000_000_000);
    assertThatThrownBy(() -> media.reconfigure(stream(800, 600), new NoDisplay()));

    media.failed(new BackendException(BackendException.Kind.FAILED, "no mode"));

    assertThat(lost).singleElement().satisfies(stage -> assertThat(media.uses(stage)).isTrue());
  }

  @Test
  void an_encoder_that_leaves_while_it_opens_is_closed_once() {
    stages.whenEncoderOpens =
        () -> {
          Thread.currentThread().interrupt(); // the drain below must not wait for ourselves
          openings.drain(encoder, System.nanoTime() + 1_000_000_000);
        };

    media.rate(2_000_000);

    assertThat(stages.opened).hasSize(2);
    assertThat(stages.closedEncoders).isEqualTo(2); // the one before, and the one that opened
    media.close();
    assertThat(stages.closedEncoders).isEqualTo(2);
  }

  @Test
  void news_of_an_encoder_that_was_replaced_do_not_concern_its_successor() {
    media.rate(2_000_000);

    stages.health.getFirst().lost(new BackendException(BackendException.Kind.FAILED, "late"));

    assertThat(lost).singleElement().satisfies(stage -> assertThat(media.uses(stage)).isFalse());
    stages.health.getLast().lost(new BackendException(BackendException.Kind.FAILED, "now"));
    assertThat(media.uses(lost.getLast())).isTrue();
  }

  @Test
  void a_backend_that_is_gone_is_not_opened_for_a_session() {
    media.close();
    openings.drain(encoder, System.nanoTime());

    assertThatThrownBy(() -> media.restart(List.of(chain()), new NoDisplay()))
        .isInstanceOfSatisfying(
            SessionException.class, e -> assertThat(e.reason()).isEqualTo(EndReason.NO_BACKEND));
    assertThat(stages.closedCaptures).isEqualTo(2);
  }

  @Test
  void a_capture_that_fails_is_not_tried_with_every_encoder() {
    media.close();
    var tried = new AtomicInteger();
    stages.whenCaptureOpens =
        () -> {
          tried.incrementAndGet();
          throw new IllegalStateException("no picture in 10 s");
        };

    assertThatThrownBy(() -> media.restart(List.of(chain(), chain(), chain()), new NoDisplay()))
        .isInstanceOf(SessionException.class);

    assertThat(tried).hasValue(1);
  }

  private Chain chain() {
    return new Chain(
        new Provider<>(Stage.DISPLAY, "none", Fakes.display(IdleStages.FIT), 0),
        IdleStages.FIT,
        TargetKind.WAYLAND_OUTPUT,
        capture,
        IdleStages.FIT,
        encoder,
        IdleStages.FIT,
        FormatSupport.host(Fourcc.XRGB8888),
        new Profile(Codec.H264, 8, Chroma.YUV420, false),
        List.of(ColorSpec.BT709_LIMITED),
        0);
  }

  private static StreamParameters stream(int width, int height) {
    return new StreamParameters(
        new StreamFormat(
            Codec.H264, width, height, 60_000, 8, Chroma.YUV420, ColorSpec.BT709_LIMITED),
        1_000_000,
        1_000_000,
        1,
        1,
        false,
        false,
        new AudioParameters(OpusLayout.STEREO, 5, 96_000));
  }

  private final class Noting implements MediaRun.Trouble {
    @Override
    public void lost(OpenStage<?> stage, BackendException cause) {
      lost.add(stage);
    }

    @Override
    public void failed(Throwable cause) {
      throw new AssertionError(cause);
    }
  }

  private static final class NoFacts implements FactBoard, HostFacts {
    @Override
    public HostFacts facts() {
      return this;
    }

    @Override
    public Set<String> conditions() {
      return Set.of();
    }

    @Override
    public AutoCloseable watch(Runnable changed) {
      return () -> {};
    }

    @Override
    public Optional<String> text(String key) {
      return Optional.empty();
    }

    @Override
    public Set<String> keys() {
      return Set.of();
    }

    @Override
    public long generation() {
      return 1;
    }
  }

  private static final class SilentLink implements ClientLink {
    @Override
    public void input(InputSink sink) {}

    @Override
    public void format(StreamFormat format) {}

    @Override
    public long sendVideo(EncodedFrame frame) {
      return 0;
    }

    @Override
    public void sendAudio(MemorySegment packet, int length, long captureNanos) {}

    @Override
    public void end(EndReason reason, String detail) {}

    @Override
    public void close() {}
  }

  private static final class NoDisplay implements VirtualDisplay {
    @Override
    public String id() {
      return "none";
    }

    @Override
    public DisplayRequest actual() {
      return DisplayRequest.of("none", 640, 480, 60_000);
    }

    @Override
    public CaptureTarget captureTarget() {
      return null;
    }

    @Override
    public List<InputTarget> inputTargets() {
      return List.of();
    }

    @Override
    public Region region() {
      return null;
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public void reconfigure(DisplayRequest wanted) {}

    @Override
    public void close() {}
  }
}
