package io.oriel.vdisplay.kwin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.TargetKind;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.lib.programs.Programs;
import io.oriel.pattern.PatternWindow;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real pictures of a running KWin without a GPU: those of a window, since KWin 5.27 gives none of
/// its monitors there.
class WindowStreamTest {
  private static final long LIMIT_NANOS = 20_000_000_000L;

  @TempDir Path folder;
  private final Fixture.Health health = new Fixture.Health();
  private LiveKwin kwin;
  private KwinDisplays displays;

  @BeforeEach
  void prepare() throws IOException {
    Assumptions.assumeTrue(Programs.ofHost().has("kwin_wayland"), "KWin is not installed");
    Assumptions.assumeTrue(Programs.ofHost().has("pipewire"), "PipeWire is not installed");
    System.setProperty("oriel.run", Files.createDirectory(folder.resolve("run")).toString());
    System.setProperty("oriel.logs", folder.resolve("logs").toString());
  }

  @AfterEach
  void close() {
    if (displays != null) {
      displays.close();
    }
    if (kwin != null) {
      kwin.close();
    }
    System.clearProperty("oriel.run");
    System.clearProperty("oriel.logs");
  }

  @Test
  void a_full_screen_window_is_streamed_where_kwin_gives_nothing_else() throws Exception {
    kwin = LiveKwin.start(folder.resolve("data"), 1, true);
    displays =
        Fixture.displays(
            new OpenDisplays(),
            Map.of("fallbacks", new String[] {"window"}),
            Programs.ofHost(),
            folder,
            Optional.of(kwin.socket()));
    try (var _ = PatternWindow.open(kwin.socket().toString());
        VirtualDisplay display =
            displays.open(DisplayRequest.of("test", 1280, 720, 60_000), Map.of(), health);
        Capture capture = capture(display)) {
      assertThat(health.degraded).singleElement().asString().contains("full-screen window");
      long end = System.nanoTime() + LIMIT_NANOS;
      long begun = System.nanoTime();
      int pictures = 0;
      while (pictures < 40 && System.nanoTime() < end) {
        Frame frame = capture.await(1_000_000_000L);
        if (frame != null) {
          pictures++;
          assertThat(frame.format().widthPx()).isEqualTo(1280);
          assertThat(frame.format().heightPx()).isEqualTo(720);
          frame.release();
        }
      }
      System.out.printf(
          "pictures of a window of KWin: %.1f per second%n",
          pictures / ((System.nanoTime() - begun) / 1e9));
      assertThat(pictures).isEqualTo(40);
    }
  }

  private Capture capture(VirtualDisplay display) throws Exception {
    Class<?> type = Class.forName("io.oriel.capture.pipewire.internal.PipeWireCaptures");
    Constructor<?> constructor = type.getConstructors()[0];
    Class<?> config = constructor.getParameterTypes()[0];
    Object settings =
        Proxy.newProxyInstance(
            config.getClassLoader(),
            new Class<?>[] {config},
            (_, method, _) -> method.getDefaultValue());
    var provider = (CaptureProvider) constructor.newInstance(settings);
    return provider.open(
        new CaptureProvider.Request(
            TargetKind.PIPEWIRE_NODE,
            1280,
            720,
            60_000,
            List.of(FormatSupport.host(Fourcc.XRGB8888), FormatSupport.host(Fourcc.ARGB8888)),
            4,
            true),
        display.captureTarget(),
        health);
  }
}
