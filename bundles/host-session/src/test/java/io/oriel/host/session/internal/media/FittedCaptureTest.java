package io.oriel.host.session.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import io.oriel.api.capture.Capture;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.VideoFormat;
import io.oriel.media.core.PlainFrame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FittedCaptureTest {
  private static final int GREY = 0xff808080;

  private final Arena arena = Arena.ofConfined();
  private final Given given = new Given();
  private final PictureArea area = new PictureArea();
  private final List<String> remarks = new ArrayList<>();

  /// A capture that gives what it is given.
  private static final class Given implements Capture {
    final Deque<Frame> frames = new ArrayDeque<>();
    VideoFormat format = FittedCaptureTest.format(64, 48, Fourcc.XRGB8888);
    VideoFormat wanted;
    boolean closed;

    @Override
    public VideoFormat format() {
      return format;
    }

    @Override
    public Frame await(long timeoutNanos) {
      return frames.poll();
    }

    @Override
    public void wake() {}

    @Override
    public void reconfigure(VideoFormat mode, int maxMilliHz) {
      wanted = mode;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @AfterEach
  void free() {
    arena.close();
  }

  @Test
  void a_picture_of_the_right_size_passes_untouched() throws Exception {
    var capture = fitted(64, 48);
    Frame frame = grey(64, 48);
    given.frames.add(frame);

    assertThat(capture.await(0)).isSameAs(frame);
    assertThat(capture.format()).isEqualTo(given.format);
    assertThat(area.x(0.25)).isEqualTo(0.25);
    capture.close();
  }

  @Test
  void a_picture_of_other_proportions_lies_in_the_middle_on_black() throws Exception {
    var capture = fitted(64, 96);
    given.frames.add(grey(64, 48));

    Frame shown = capture.await(0);

    assertThat(capture.format()).isEqualTo(format(64, 96, Fourcc.XRGB8888));
    assertThat(shown.format()).isEqualTo(capture.format());
    assertThat(pixel(shown, 32, 10)).isZero();
    assertThat(pixel(shown, 32, 48)).isEqualTo(GREY);
    assertThat(pixel(shown, 32, 90)).isZero();
    assertThat(area.x(0.5)).isEqualTo(0.5);
    assertThat(area.y(0.5)).isEqualTo(0.5);
    assertThat(area.y(0.1)).as("above the desktop is its edge").isZero();
    assertThat(area.y(0.25)).isZero();
    assertThat(area.y(0.75)).isEqualTo(1);
    assertThat(remarks).containsExactly("pictures of 64x48 are scaled to 64x96");
    shown.release();
    capture.close();
  }

  @Test
  void a_monitor_may_change_its_size_in_the_middle() throws Exception {
    var capture = fitted(64, 48);
    given.frames.add(grey(64, 48));
    given.frames.add(grey(128, 96));
    given.frames.add(grey(64, 48));

    capture.await(0).release();
    Frame smaller = capture.await(0);
    assertThat(smaller.format()).isEqualTo(format(64, 48, Fourcc.XRGB8888));
    assertThat(pixel(smaller, 0, 0)).isEqualTo(GREY);
    smaller.release();
    assertThat(capture.await(0)).isInstanceOf(PlainFrame.class);
    capture.close();
  }

  @Test
  void a_picture_is_dropped_while_all_buffers_are_held() throws Exception {
    var capture = fitted(32, 24);
    for (int i = 0; i < 4; i++) {
      given.frames.add(grey(64, 48));
    }
    Frame one = capture.await(0);
    Frame other = capture.await(0);

    assertThat(one.bufferId()).isNotEqualTo(other.bufferId());
    assertThat(capture.await(0)).isNull();
    assertThat(capture.superseded()).isEqualTo(1);
    one.release();
    assertThat(capture.await(0).bufferId()).isEqualTo(one.bufferId());
    capture.close();
    assertThat(given.closed).isTrue();
  }

  @Test
  void another_pixel_format_in_the_middle_is_a_lost_capture() throws Exception {
    var capture = fitted(32, 24);
    given.frames.add(new Recoloured(arena.allocate(4 * 64 * 48)));

    assertThatThrownBy(() -> capture.await(0))
        .isInstanceOfSatisfying(
            BackendException.class,
            e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.DEVICE_LOST));
    capture.close();
  }

  @Test
  void what_cannot_be_scaled_is_refused_at_once() {
    given.format = format(64, 48, Fourcc.XRGB2101010);

    assertThatThrownBy(() -> fitted(32, 24))
        .hasMessageContaining("64x48, which cannot be scaled to the client's 32x24");
  }

  @Test
  void a_new_mode_is_what_pictures_are_brought_to() throws Exception {
    var capture = fitted(32, 24);
    given.frames.add(grey(64, 48));
    capture.await(0).release();

    capture.reconfigure(format(16, 12, Fourcc.XRGB8888), 60_000);

    given.frames.add(grey(64, 48));
    Frame shown = capture.await(0);
    assertThat(shown.format()).isEqualTo(format(16, 12, Fourcc.XRGB8888));
    assertThat(given.wanted.widthPx()).isEqualTo(16);
    capture.close();
  }

  /// A picture of other pixels.
  private record Recoloured(MemorySegment pixels) implements Frame {
    @Override
    public long sequence() {
      return 1;
    }

    @Override
    public long captureNanos() {
      return 0;
    }

    @Override
    public long readyNanos() {
      return 0;
    }

    @Override
    public VideoFormat format() {
      return FittedCaptureTest.format(64, 48, Fourcc.XBGR8888);
    }

    @Override
    public MemoryKind memory() {
      return MemoryKind.HOST;
    }

    @Override
    public long bufferId() {
      return 1;
    }

    @Override
    public int planeCount() {
      return 1;
    }

    @Override
    public int planeStride(int plane) {
      return 256;
    }

    @Override
    public void release() {}
  }

  private FittedCapture fitted(int width, int height) throws BackendException {
    return new FittedCapture(given, width, height, 2, area, remarks::add);
  }

  private Frame grey(int width, int height) {
    MemorySegment pixels = arena.allocate(4L * width * height);
    for (long at = 0; at < pixels.byteSize(); at += 4) {
      pixels.set(ValueLayout.JAVA_INT_UNALIGNED, at, GREY);
    }
    return new PlainFrame(pixels, width, height);
  }

  private static int pixel(Frame frame, int x, int y) {
    return frame
        .planeBytes(0)
        .get(ValueLayout.JAVA_INT_UNALIGNED, (long) y * frame.planeStride(0) + 4L * x);
  }

  private static VideoFormat format(int width, int height, int fourcc) {
    return new VideoFormat(width, height, fourcc, Fourcc.MODIFIER_LINEAR, ColorSpec.SRGB);
  }
}
