package io.oriel.capture.wlroots.internal.media;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget.WaylandOutput;
import io.oriel.api.display.TargetKind;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.api.media.VideoFormat;
import io.oriel.media.wayland.testing.HeadlessSway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutputCaptureTest {
  private static final long SECOND = 1_000_000_000;
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private final AtomicReference<BackendException> lost = new AtomicReference<>();
  private final StageHealth health =
      new StageHealth() {
        @Override
        public void degraded(String detail) {}

        @Override
        public void changed(String detail) {}

        @Override
        public void lost(BackendException cause) {
          lost.set(cause);
        }
      };
  private HeadlessSway sway;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(HeadlessSway.installed(), "sway is not installed: apt-get install sway");
    sway = HeadlessSway.start("640x480@60Hz", "#c06020");
  }

  @AfterEach
  void stop() throws Exception {
    if (sway != null) {
      sway.close();
    }
  }

  private OutputCapture open() throws BackendException {
    var request =
        new CaptureProvider.Request(
            TargetKind.WAYLAND_OUTPUT,
            640,
            480,
            60_000,
            List.of(FormatSupport.host(Fourcc.XRGB8888)),
            3,
            true);
    var target = new WaylandOutput(sway.socket(), "HEADLESS-1");
    return OutputCapture.open(target, request, health, LIMIT, _ -> {});
  }

  private static Frame picture(OutputCapture capture, int wantedRgb) throws Exception {
    long deadline = System.nanoTime() + 5 * SECOND;
    while (System.nanoTime() < deadline) {
      var frame = capture.await(SECOND);
      capture.retired();
      if (frame != null) {
        if (rgb(frame) == wantedRgb) {
          return frame;
        }
        frame.release();
      }
      // what was on the screen before; the colour follows with damage
    }
    throw new AssertionError("no picture of colour %06x".formatted(wantedRgb));
  }

  private static int rgb(Frame frame) {
    int middle = frame.format().heightPx() / 2 * frame.planeStride(0) + frame.planeStride(0) / 2;
    return frame.planeBytes(0).get(JAVA_INT_UNALIGNED, middle) & 0xffffff;
  }

  @Test
  void a_still_desktop_shows_at_once_and_then_gives_nothing() throws Exception {
    try (var capture = open()) {
      var frame = capture.await(5 * SECOND);

      assertThat(frame).isNotNull();
      assertThat(frame.format().widthPx()).isEqualTo(640);
      assertThat(frame.format().heightPx()).isEqualTo(480);
      assertThat(frame.readyNanos()).isGreaterThanOrEqualTo(frame.captureNanos());
      assertThat(System.nanoTime() - frame.captureNanos()).isLessThan(5 * SECOND);
      frame.release();
      picture(capture, 0xc06020).release();
      assertThat(capture.await(SECOND / 5)).isNull();
    }
  }

  @Test
  void a_change_on_the_screen_arrives() throws Exception {
    try (var capture = open()) {
      picture(capture, 0xc06020).release();

      sway.command("output HEADLESS-1 bg #103050 solid_color");

      picture(capture, 0x103050).release();
    }
  }

  @Test
  void a_mode_change_gives_pictures_of_the_new_size_and_retires_every_old_buffer()
      throws Exception {
    try (var capture = open()) {
      picture(capture, 0xc06020).release();

      sway.command("output HEADLESS-1 mode 800x600@60Hz");
      capture.reconfigure(new VideoFormat(800, 600, Fourcc.XRGB8888, 0, ColorSpec.SRGB), 60_000);
      var frame = picture(capture, 0xc06020);

      assertThat(capture.format().widthPx()).isEqualTo(800);
      assertThat(frame.format().heightPx()).isEqualTo(600);
      assertThat(frame.bufferId()).isGreaterThan(3);
      frame.release();
    }
  }

  @Test
  void wake_ends_a_wait_at_once() throws Exception {
    try (var capture = open()) {
      picture(capture, 0xc06020).release();
      var waiting =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return capture.await(60 * SECOND) == null;
                } catch (BackendException e) {
                  return false;
                }
              });

      capture.wake();

      assertThat(waiting.get(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void the_death_of_the_compositor_is_told() throws Exception {
    try (var capture = open()) {
      picture(capture, 0xc06020).release();

      sway.process().destroyForcibly();

      assertThatThrownBy(
              () -> {
                while (true) {
                  var frame = capture.await(SECOND);
                  if (frame != null) {
                    frame.release();
                  }
                }
              })
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("HEADLESS-1");
      assertThat(lost.get().kind()).isEqualTo(BackendException.Kind.DEVICE_LOST);
    }
  }

  @Test
  void a_missing_output_is_named() {
    var request =
        new CaptureProvider.Request(
            TargetKind.WAYLAND_OUTPUT, 640, 480, 60_000, List.of(), 3, true);

    assertThatThrownBy(
            () ->
                OutputCapture.open(
                    new WaylandOutput(sway.socket(), "HEADLESS-9"),
                    request,
                    health,
                    LIMIT,
                    _ -> {}))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("HEADLESS-9");
  }

  @Test
  void a_hundred_captures_leave_no_descriptor() throws Exception {
    open().close();
    long before = descriptors();

    for (int i = 0; i < 100; i++) {
      var capture = open();
      var frame = capture.await(SECOND);
      if (frame != null) {
        frame.release();
      }
      capture.close();
    }

    assertThat(descriptors()).isEqualTo(before);
  }

  private static long descriptors() throws Exception {
    try (var list = Files.list(Path.of("/proc/self/fd"))) {
      return list.count();
    }
  }
}
