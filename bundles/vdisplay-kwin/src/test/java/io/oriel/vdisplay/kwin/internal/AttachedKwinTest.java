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
import io.oriel.api.probe.ProbeSink;
import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.lib.programs.Programs;
import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.testing.TestWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real KWin runs, as the host's user, with its permission checks on. Without a GPU its headless
/// backend makes no virtual monitors, so a display is one of its own monitors there.
class AttachedKwinTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;
  private final Fixture.Health health = new Fixture.Health();
  private LiveKwin kwin;
  private KwinDisplays displays;
  private OpenDisplays open;

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
  void kwin_trusts_the_launcher_and_says_what_it_does_not_do() throws Exception {
    start(1, true, Map.of());

    // KWin names a node for its monitor, and on this backend never fills it: see WindowStreamTest
    try (VirtualDisplay display = show(Arrangement.MIRROR)) {
      assertThat(display.attached()).isTrue();
      assertThat(display.actual().widthPx()).isEqualTo(1280);
      assertThat(display.actual().heightPx()).isEqualTo(720);
      assertThat(display.inputTargets()).containsExactly(new InputTarget.Own());
      var node = (CaptureTarget.PipeWireNode) display.captureTarget();
      assertThat(node.nodeId()).isPositive();
      assertThat(display.environment()).containsEntry("WAYLAND_DISPLAY", "wayland-7");
      // its size is its own
      display.reconfigure(DisplayRequest.of("test", 640, 480, 60_000));
      assertThat(display.actual().widthPx()).isEqualTo(1280);
    }

    assertThatThrownBy(() -> show(Arrangement.EXTEND))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("Could not find output")
        .hasMessageContaining("no window fills a monitor");
    assertThat(open.count()).isZero();
    assertThat(health.lost).isNotDone();
  }

  @Test
  void the_probe_tells_what_runs_and_what_it_gives() throws Exception {
    start(1, true, Map.of());
    var told = KwinBus.open(kwin.socket()).orElseThrow();
    try (told) {
      assertThat(told.ask())
          .isEqualTo(
              new KwinBus.Told(
                  KwinProgram.find(Programs.ofHost()).orElseThrow().version(),
                  "VirtualBackend",
                  told.ask().compositing(),
                  false));
    }
    assertThat(RunningKwin.find(kwin.socket().getParent(), null)).contains(kwin.socket());
  }

  @Test
  void what_a_running_kwin_gives_stays_known_while_folders_change() throws Exception {
    start(1, true, Map.of());
    var settings = Fixture.settings(Map.of("desktop", "attach"));
    var facts = new ConcurrentHashMap<String, String>();
    var withdrawn = new CopyOnWriteArrayList<String>();
    var probe =
        new KwinProbe(
            settings,
            Programs.ofHost(),
            () -> Optional.of(kwin.socket()),
            Launcher.in(folder.resolve("data")));
    try {
      probe.start(sink(facts, withdrawn));
      assertThat(facts)
          .containsEntry(KwinProbe.SOCKET, kwin.socket().toString())
          .containsEntry(KwinProbe.BACKEND, "VirtualBackend")
          .containsKey(KwinProbe.SCREENCAST)
          .doesNotContainKey(KwinProbe.PROBLEM);
      withdrawn.clear();

      probe.modified(settings);

      assertThat(withdrawn).doesNotContain(KwinProbe.SCREENCAST, KwinProbe.SOCKET);
    } finally {
      probe.close();
    }
  }

  private static ProbeSink sink(Map<String, String> facts, List<String> withdrawn) {
    return new ProbeSink() {
      @Override
      public void fact(String key, String value) {
        if (value == null) {
          facts.remove(key);
          withdrawn.add(key);
        } else {
          facts.put(key, value);
        }
      }

      @Override
      public void condition(String id, boolean present) {}
    };
  }

  @Test
  void a_jvm_that_kwin_does_not_know_is_refused_with_the_remedy() throws Exception {
    start(1, true, Map.of("grant", false));

    assertThatThrownBy(() -> show(Arrangement.EXTEND))
        .isInstanceOfSatisfying(
            BackendException.class,
            e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.NO_PERMISSION))
        .hasMessageContaining("zkde_screencast_unstable_v1")
        .hasMessageContaining("'grant'");
  }

  @Test
  void without_pipewire_the_reason_is_told() throws Exception {
    start(1, false, Map.of("open_timeout_ms", 6_000L));

    assertThatThrownBy(() -> show(Arrangement.MIRROR))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("PipeWire");
  }

  @Test
  void a_killed_kwin_ends_the_display() throws Exception {
    start(1, true, Map.of());
    try (VirtualDisplay _ = show(Arrangement.MIRROR)) {
      kwin.kill();

      BackendException lost = health.lost.get(10, TimeUnit.SECONDS);

      assertThat(lost.kind()).isEqualTo(BackendException.Kind.DEVICE_LOST);
      assertThat(lost).hasMessageContaining("KWin has gone");
    }
  }

  @Test
  void an_unknown_monitor_is_not_mirrored() throws Exception {
    start(1, true, Map.of());
    var wanted =
        DisplayRequest.of("test", 1280, 720, 60_000)
            .arranged(Arrangement.MIRROR, Optional.of("DP-9"));

    assertThatThrownBy(() -> displays.open(wanted, Map.of(), health))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("DP-9");
  }

  @Test
  void other_monitors_are_off_while_displays_are_alone_and_on_again_after_the_last()
      throws Exception {
    start(2, true, Map.of());
    var journal = new LayoutJournal(folder.resolve("layouts"));
    var layout = new DesktopLayout(journal);
    String socket = kwin.socket().toString();
    try (var connection = WaylandConnection.connect(socket)) {
      var outputs = KwinOutputs.of(connection, Globals.of(connection, LIMIT), LIMIT);
      var kept = outputs.primary().orElseThrow();
      layout.alone(socket, "one", outputs, kept, deadline());
      layout.alone(socket, "other", outputs, kept, deadline());
      assertThat(monitorsThatAreOn()).containsExactly(kept.name());
      assertThat(journal.left()).hasSize(1);

      layout.leave(socket, "one", outputs, deadline());
      assertThat(monitorsThatAreOn()).hasSize(1);
      layout.leave(socket, "other", outputs, deadline());

      assertThat(monitorsThatAreOn()).hasSize(2);
      assertThat(journal.left()).isEmpty();
    }
  }

  @Test
  void a_host_that_died_leaves_a_layout_that_the_next_one_restores() throws Exception {
    start(2, true, Map.of());
    var journal = new LayoutJournal(folder.resolve("layouts"));
    String socket = kwin.socket().toString();
    try (var connection = WaylandConnection.connect(socket)) {
      var outputs = KwinOutputs.of(connection, Globals.of(connection, LIMIT), LIMIT);
      var kept = outputs.primary().orElseThrow();
      new DesktopLayout(journal).alone(socket, "one", outputs, kept, deadline());
    }
    assertThat(monitorsThatAreOn()).hasSize(1);

    new DesktopLayout(journal).restoreLeft();

    assertThat(monitorsThatAreOn()).hasSize(2);
    assertThat(journal.left()).isEmpty();
  }

  @Test
  void a_display_that_could_not_leave_is_made_up_for_by_the_next_one() throws Exception {
    start(2, true, Map.of());
    var journal = new LayoutJournal(folder.resolve("layouts"));
    var layout = new DesktopLayout(journal);
    String socket = kwin.socket().toString();
    try (var connection = WaylandConnection.connect(socket)) {
      var outputs = KwinOutputs.of(connection, Globals.of(connection, LIMIT), LIMIT);
      var kept = outputs.primary().orElseThrow();
      layout.alone(socket, "one", outputs, kept, deadline());
      layout.abandon(socket, "one");
      assertThat(monitorsThatAreOn()).hasSize(1);

      // what is there now is not what the desktop was like
      layout.alone(socket, "other", outputs, kept, deadline());
      layout.abandon(socket, "other");
      layout.restoreLeft();

      assertThat(monitorsThatAreOn()).hasSize(2);
      assertThat(journal.left()).isEmpty();
    }
  }

  private static long deadline() {
    return System.nanoTime() + LIMIT.toNanos();
  }

  @Test
  void keys_text_pointer_and_fingers_reach_a_program() throws Exception {
    start(1, true, Map.of());
    var input = new KwinInput(open, Fixture.settings(Map.of()));
    try (VirtualDisplay display = show(Arrangement.MIRROR);
        var window = new TestWindow(kwin.socket().toString(), true)) {
      window.fill(0x306090);
      var place =
          new InjectorProvider.Placement(display.id(), new InputTarget.Own(), display.region());
      try (var injector =
          input.open(
              place,
              Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH),
              new Feedback() {},
              health)) {
        injector.moveTo(0.5, 0.5);
        injector.flush();
        window.until(window::entered);
        injector.moveBy(10, -5);
        injector.button(0x110, true);
        injector.button(0x110, false);
        injector.scroll(0, 120);
        window.until(() -> window.pointing.contains("axis 0 15.0"));
        assertThat(window.pointing)
            .contains("button 272 1", "button 272 0")
            .anyMatch(event -> event.startsWith("motion 64") || event.startsWith("motion 65"));

        window.until(window::focused);
        injector.key(30, true);
        injector.key(30, false);
        window.until(() -> pressed(window).contains(30));
        window.keys.clear();
        injector.text("Qz!\n");
        window.until(() -> pressed(window).contains(28));
        // Shift and q, z, Shift and 1, Enter of a US keyboard
        assertThat(pressed(window)).containsExactly(42, 16, 44, 42, 2, 28);
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

  private void start(int outputs, boolean pipeWire, Map<String, Object> changed) throws Exception {
    kwin = LiveKwin.start(folder.resolve("data"), outputs, pipeWire);
    open = new OpenDisplays();
    displays =
        Fixture.displays(open, changed, Programs.ofHost(), folder, Optional.of(kwin.socket()));
  }

  private VirtualDisplay show(Arrangement arrangement) throws BackendException {
    return displays.open(
        DisplayRequest.of("test", 1280, 720, 60_000).arranged(arrangement, Optional.empty()),
        Map.of(),
        health);
  }

  private List<String> monitorsThatAreOn() throws IOException {
    try (var connection = WaylandConnection.connect(kwin.socket().toString())) {
      var outputs = KwinOutputs.of(connection, Globals.of(connection, LIMIT), LIMIT);
      return outputs.all().stream().filter(KwinOutput::enabled).map(KwinOutput::name).toList();
    }
  }
}
