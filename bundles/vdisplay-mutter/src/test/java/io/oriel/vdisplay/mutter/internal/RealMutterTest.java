package io.oriel.vdisplay.mutter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.InjectorProvider;
import io.oriel.lib.desktop.DisplayProcesses;
import io.oriel.pattern.PatternWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealMutterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Fixture.Health health = new Fixture.Health();
  private OpenDisplays open;
  private OwnMutter mutter;
  @TempDir private Path state;

  @BeforeEach
  void prepare() {
    mutter = new OwnMutter(state, Map.of());
    open = mutter.open;
  }

  @AfterEach
  void end() {
    if (mutter != null) {
      mutter.close();
    }
  }

  private VirtualDisplay display(int widthPx, int heightPx, int milliHz) throws Exception {
    return mutter.displays.open(
        DisplayRequest.of("test", widthPx, heightPx, milliHz), Map.of("ORIEL_APP", "test"), health);
  }

  private static String socket(VirtualDisplay display) {
    var environment = display.environment();
    return environment.get("XDG_RUNTIME_DIR") + "/" + environment.get("WAYLAND_DISPLAY");
  }

  @Test
  void the_consumer_gets_a_monitor_of_its_size_and_rate_and_changes_it_live() throws Exception {
    try (var display = display(1280, 720, 60_000);
        var viewer = new Viewer(display)) {
      Fixture.await(() -> viewer.pictures() > 0, "a picture");
      assertThat(viewer.format().widthPx()).isEqualTo(1280);
      try (var window = PatternWindow.open(socket(display))) {
        assertThat(window.widthPx()).isEqualTo(1280);
        int before = viewer.pictures();
        Fixture.await(() -> viewer.pictures() > before + 10, "moving pictures");

        var wanted = display.actual().withMode(1920, 1080, 120_000);
        display.reconfigure(wanted);
        viewer.reconfigure(1920, 1080, 120_000);
        Fixture.await(() -> display.region().width() == 1920, "a wider monitor");
        Fixture.await(() -> window.widthPx() == 1920, "a wider window");
        Fixture.await(() -> viewer.format().widthPx() == 1920, "wider pictures");
        assertThat(display.actual().refreshMilliHz()).isEqualTo(120_000);
      }
    }
    assertThat(health.lost).isNotDone();
  }

  @Test
  void a_program_gets_the_input_from_the_first_event_on() throws Exception {
    var input = new MutterInput(open);
    try (var display = display(1280, 720, 60_000)) {
      var place =
          new InjectorProvider.Placement(display.id(), new InputTarget.Own(), display.region());
      var kinds = Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH);
      try (var injector = input.open(place, kinds, Feedback.NONE, health);
          var viewer = new Viewer(display)) {
        Fixture.await(() -> viewer.pictures() > 0, "a picture");
        try (var window = PatternWindow.open(socket(display))) {
          window.input().await(events -> events.contains("focus"), PATIENCE);
          injector.key(30, true);
          injector.key(30, false);
          // Mutter lets new windows grow, and the pointer's place grows with them.
          Fixture.await(
              () -> {
                injector.moveTo(0.5, 0.5);
                injector.moveTo(0.25, 0.5);
                return window.input().events().stream()
                    .anyMatch(event -> event.endsWith(" 320.0 360.0"));
              },
              "the pointer");
          injector.button(0x110, true);
          injector.button(0x110, false);
          injector.scroll(0, 120);
          var events =
              window
                  .input()
                  .await(log -> log.stream().anyMatch(event -> event.startsWith("axis")), PATIENCE);
          assertThat(events)
              .containsSubsequence("key 30 down", "key 30 up", "button 272 down", "button 272 up");
        }
      }
    }
  }

  @Test
  void a_killed_mutter_is_told_with_its_last_words_and_leaves_nothing() throws Exception {
    var display = display(1280, 720, 60_000);
    try (var viewer = new Viewer(display)) {
      Fixture.await(() -> viewer.pictures() > 0, "a picture");
      ProcessHandle.allProcesses()
          .filter(each -> each.info().command().orElse("").endsWith("/mutter"))
          .filter(each -> marked(each, display.id()))
          .forEach(ProcessHandle::destroyForcibly);

      var cause = health.lost.get(30, TimeUnit.SECONDS);
      assertThat(cause).hasMessageContaining("mutter ended with 137");
    }
    display.close();
    assertThat(DisplayProcesses.of(display.id()).end(Duration.ZERO)).isZero();
  }

  private static boolean marked(ProcessHandle process, String id) {
    try {
      return java.nio.file.Files.readString(
              Path.of("/proc", Long.toString(process.pid()), "environ"),
              java.nio.charset.StandardCharsets.ISO_8859_1)
          .contains("ORIEL_DISPLAY=" + id + "\0");
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
