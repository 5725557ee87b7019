package io.oriel.itest.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.client.gamestream.StreamOptions;
import io.oriel.input.uinput.evdev.KernelVm;
import io.oriel.itest.PictureCheck;
import io.oriel.itest.RunningHost;
import io.oriel.pattern.Look;
import io.oriel.pattern.PatternWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A Plasma desktop on a graphics card, here the kernel's virtual one, gets a virtual monitor for a
/// client: KWin draws with OpenGL there and gives pictures through PipeWire.
@Tag("kernel")
class KwinOnKmsTest {
  private static final List<String> COMMAND =
      List.of("kwin_wayland", "--drm", "--no-lockscreen", "--no-global-shortcuts");

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;

  /// From the beginning, since KWin 5.27 tells nothing of a virtual monitor that never changed.
  private static final Look SLOW = new Look(false, 5, true, WIDTH, HEIGHT);

  /// One processor draws with OpenGL, encodes and decodes here.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void a_client_gets_a_virtual_monitor_of_a_desktop_on_a_graphics_card() throws Exception {
    KernelVm.needUdev();
    Assumptions.assumeTrue(
        !Installed.version("kwin_wayland").isEmpty(),
        "KWin is not installed: apt install kwin-wayland kwin-common");
    try (var logind = StandInLogind.start();
        var desktop = RunningDesktop.start(COMMAND, environment(logind));
        var host = RunningHost.start(settings(), desktop.environment());
        var window = PatternWindow.open(desktop.socket(), SLOW)) {
      var check = new PictureCheck(WIDTH, HEIGHT, 8).bearBlur();
      try (var stream =
          host.paired().stream("Desktop", StreamOptions.of(WIDTH, HEIGHT, 30), check)) {
        assertThat(check.awaitDistinct(5, PATIENCE))
            .as("pictures %d, faults %s, %s", check.distinct(), check.faults(), stream.figures())
            .isTrue();
        assertThat(window.widthPx()).isEqualTo(WIDTH);
        assertThat(window.heightPx()).isEqualTo(HEIGHT);
        var echo = new InputEcho(stream.input(), window.input()).all(WIDTH, HEIGHT);
        assertThat(echo.complete()).as("input %s", echo.told()).isTrue();
        assertThat(check.faults()).isEmpty();
      }
    }
  }

  private static Map<String, String> environment(StandInLogind logind) throws IOException {
    var environment = new HashMap<>(logind.environment());
    environment.put("KWIN_DRM_DEVICES", "/dev/dri/" + card("vkms"));
    return environment;
  }

  /// Numbers of cards depend on the order of drivers.
  private static String card(String driver) throws IOException {
    try (Stream<Path> cards = Files.list(Path.of("/sys/class/drm"))) {
      for (Path card : cards.filter(c -> c.getFileName().toString().matches("card\\d+")).toList()) {
        if (card.resolve("device").toRealPath().endsWith(driver)) {
          return card.getFileName().toString();
        }
      }
    }
    throw new AssertionError("this kernel was started for its " + driver + " and has none");
  }

  private static Map<String, String> settings() {
    var settings = new HashMap<>(RunningHost.QUIET);
    settings.putAll(Compositor.KWIN_ATTACHED.settings());
    return settings;
  }
}
