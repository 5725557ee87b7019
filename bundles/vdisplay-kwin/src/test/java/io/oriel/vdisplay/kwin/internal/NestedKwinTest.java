package io.oriel.vdisplay.kwin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.InjectorProvider;
import io.oriel.api.media.ColorSpec;
import io.oriel.lib.desktop.DisplayProcesses;
import io.oriel.lib.programs.Programs;
import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.protocol.WlSeat;
import io.oriel.media.wayland.protocol.ZwlrVirtualPointerManagerV1;
import io.oriel.media.wayland.protocol.ZwlrVirtualPointerV1;
import io.oriel.media.wayland.testing.TestWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every test starts a real KWin in a real headless sway.
class NestedKwinTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;
  private Path run;
  private final Fixture.Health health = new Fixture.Health();
  private KwinDisplays displays;

  @BeforeEach
  void prepare() throws IOException {
    Assumptions.assumeTrue(Programs.ofHost().has("kwin_wayland"), "KWin is not installed");
    Assumptions.assumeTrue(Programs.ofHost().has("sway"), "sway is not installed");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    run = Files.createDirectory(folder.resolve("run"));
    System.setProperty("oriel.run", run.toString());
    System.setProperty("oriel.logs", folder.resolve("logs").toString());
    displays = displays(Programs.ofHost());
  }

  @AfterEach
  void close() {
    if (displays != null) {
      displays.close();
    }
    System.clearProperty("oriel.run");
    System.clearProperty("oriel.logs");
  }

  @Test
  void a_display_has_exactly_the_size_asked_for_and_leaves_nothing() throws Exception {
    VirtualDisplay display = open(1366, 768);
    String id = display.id();
    DisplayRequest actual = display.actual();

    assertThat(actual.widthPx()).isEqualTo(1366);
    assertThat(actual.heightPx()).isEqualTo(768);
    var target = (CaptureTarget.WaylandOutput) display.captureTarget();
    assertThat(Path.of(target.socket())).isAbsolute().exists();
    assertThat(target.output()).isEqualTo("HEADLESS-1");
    assertThat(display.inputTargets())
        .containsExactly(
            new InputTarget.Own(),
            new InputTarget.WaylandSeat(target.socket(), "seat0", "HEADLESS-1"));
    assertThat(display.environment())
        .containsEntry("WAYLAND_DISPLAY", "wayland-kwin")
        .containsEntry("XDG_CURRENT_DESKTOP", "KDE");
    assertThat(Path.of(display.environment().get("XDG_RUNTIME_DIR"), "wayland-kwin")).exists();

    display.close();
    display.close();

    assertThat(DisplayProcesses.of(id).alive()).isEmpty();
    assertThat(run).isEmptyDirectory();
    assertThat(health.lost).isNotDone();
  }

  @Test
  void a_mode_changes_live_and_windows_follow() throws Exception {
    try (VirtualDisplay display = open(1280, 720);
        TestWindow window = new TestWindow(inner(display), true)) {
      window.fill(0x20c060);
      window.until(() -> window.widthPx() == 1280 && window.heightPx() == 720);

      display.reconfigure(DisplayRequest.of("test", 1600, 900, 60_000));
      window.until(() -> window.widthPx() == 1600 && window.heightPx() == 900);
      display.reconfigure(DisplayRequest.of("test", 1920, 1080, 120_000));
      window.until(() -> window.widthPx() == 1920 && window.heightPx() == 1080);

      assertThat(display.actual().widthPx()).isEqualTo(1920);
      assertThat(display.actual().heightPx()).isEqualTo(1080);
      assertThat(display.region().width()).isEqualTo(1920);
    }
  }

  @Test
  void kwin_survives_that_an_injector_leaves() throws Exception {
    try (VirtualDisplay display = open(800, 600)) {
      String outer = ((CaptureTarget.WaylandOutput) display.captureTarget()).socket();
      for (int round = 0; round < 3; round++) {
        try (var connection = WaylandConnection.connect(outer)) {
          Globals globals = Globals.of(connection, LIMIT);
          var pointer = new ZwlrVirtualPointerV1();
          globals
              .need(new ZwlrVirtualPointerManagerV1(), 1)
              .createVirtualPointer(globals.need(new WlSeat(), 1), pointer);
          pointer.motionAbsolute(0, 100, 100, 800, 600);
          pointer.frame();
          connection.roundtrip(LIMIT);
        }
      }

      display.reconfigure(DisplayRequest.of("test", 1024, 768, 60_000));

      assertThat(display.actual().widthPx()).isEqualTo(1024);
      assertThat(health.lost).isNotDone();
    }
  }

  @Test
  void keys_and_text_reach_a_program_by_kwins_own_keymap() throws Exception {
    var open = new OpenDisplays();
    displays = displays(open, Programs.ofHost());
    var input = new KwinInput(open, Fixture.settings(Map.of()));
    try (VirtualDisplay display = open(800, 600);
        TestWindow window = new TestWindow(inner(display), true)) {
      window.fill(0x306090);
      window.until(window::focused);
      var place =
          new InjectorProvider.Placement(display.id(), new InputTarget.Own(), display.region());
      try (var injector =
          input.open(place, Set.of(DeviceKind.KEYBOARD), new Feedback() {}, health)) {
        injector.text("Qz!");
        injector.key(97, true); // KEY_RIGHTCTRL, which grabs the pointer where sway's seat has it
        injector.key(97, false);
        window.until(() -> pressed(window).contains(97));
        assertThat(pressed(window)).containsExactly(42, 16, 44, 42, 2, 97);
      }
    }
  }

  private static List<Integer> pressed(TestWindow window) {
    return window.keys.stream()
        .filter(TestWindow.Key.class::isInstance)
        .map(TestWindow.Key.class::cast)
        .filter(TestWindow.Key::down)
        .map(TestWindow.Key::evdevCode)
        .toList();
  }

  @Test
  void a_scale_is_kwins_and_the_pixels_stay() throws Exception {
    var request =
        new DisplayRequest(
            "test", 1280, 720, 60_000, 2, ColorSpec.SRGB, Arrangement.EXTEND, Optional.empty());
    try (VirtualDisplay display = displays.open(request, Map.of(), health)) {
      assertThat(display.actual().scale()).isEqualTo(2);
      assertThat(display.actual().widthPx()).isEqualTo(1280);
      assertThat(display.region().width()).isEqualTo(640);
    }
  }

  @Test
  void a_killed_kwin_is_told_with_its_exit() throws Exception {
    try (VirtualDisplay display = open(640, 480)) {
      DisplayProcesses.of(display.id()).alive().stream()
          .filter(p -> p.info().command().orElse("").endsWith("/kwin_wayland"))
          .forEach(ProcessHandle::destroyForcibly);

      BackendException lost = health.lost.get(10, TimeUnit.SECONDS);

      assertThat(lost.kind()).isEqualTo(BackendException.Kind.DEVICE_LOST);
      assertThat(lost).hasMessageContaining("kwin_wayland").hasMessageContaining("137");
    }
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void a_kwin_that_ends_at_once_is_quoted_and_leaves_nothing() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path broken = bin.resolve("kwin_wayland");
    Files.writeString(broken, "#!/bin/sh\necho the moon is too far away\nexit 3\n");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
    displays = displays(new Programs(bin + ":" + Programs.ofHost().path()));

    assertThatThrownBy(() -> open(640, 480))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("kwin_wayland")
        .hasMessageContaining("the moon is too far away");
    assertThat(run).isEmptyDirectory();
  }

  private KwinDisplays displays(Programs programs) {
    return displays(new OpenDisplays(), programs);
  }

  private KwinDisplays displays(OpenDisplays open, Programs programs) {
    return Fixture.displays(
        open,
        Map.of("desktop", "own", "open_terminal", false, "open_timeout_ms", 30_000L),
        programs,
        folder,
        Optional.empty());
  }

  private VirtualDisplay open(int widthPx, int heightPx) throws BackendException {
    return displays.open(DisplayRequest.of("test", widthPx, heightPx, 60_000), Map.of(), health);
  }

  private static String inner(VirtualDisplay display) {
    Map<String, String> environment = display.environment();
    return environment.get("XDG_RUNTIME_DIR") + "/" + environment.get("WAYLAND_DISPLAY");
  }
}
