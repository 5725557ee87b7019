package io.oriel.vdisplay.wlroots.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.lib.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Displays in a sway that stands for the user's desktop.
class AttachTest {
  private static final List<String> BEFORE =
      List.of("HEADLESS-1 800x600@60 0,0", "HEADLESS-2 640x480@60 800,0");

  @TempDir Path folder;
  private final Fixture.Health health = new Fixture.Health();
  private UserDesktop desktop;
  private List<String> workspaces;
  private WlrootsDisplays displays;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(Programs.ofHost().has("sway"), "sway is not installed");
    System.setProperty("oriel.state", folder.resolve("state").toString());
    desktop = UserDesktop.sway(folder);
    desktop.await(() -> desktop.outputs().equals(BEFORE));
    workspaces = desktop.workspaces();
    displays = attaching();
  }

  @AfterEach
  void end() throws Exception {
    if (displays != null) {
      displays.close();
    }
    if (desktop != null) {
      desktop.close();
    }
    System.clearProperty("oriel.state");
  }

  @Test
  void a_client_gets_a_monitor_of_its_size_beside_the_others_and_leaves_none() throws Exception {
    try (VirtualDisplay display = open(1366, 768)) {
      assertThat(display.attached()).isTrue();
      assertThat(display.actual().widthPx()).isEqualTo(1366);
      assertThat(display.actual().heightPx()).isEqualTo(768);
      assertThat(display.actual().refreshMilliHz()).isEqualTo(150_000);
      assertThat(display.region().x()).isEqualTo(1440);
      var target = (CaptureTarget.WaylandOutput) display.captureTarget();
      assertThat(target.socket()).isEqualTo(desktop.socket().orElseThrow().toString());
      assertThat(display.inputTargets())
          .containsExactly(new InputTarget.WaylandSeat(target.socket(), "seat0", target.output()));
      assertThat(display.environment())
          .containsEntry("XDG_RUNTIME_DIR", desktop.directory().toString())
          .containsEntry("WAYLAND_DISPLAY", "wayland-1");
      assertThat(desktop.outputs())
          .hasSize(3)
          .containsAll(BEFORE)
          .contains(target.output() + " 1366x768@150 1440,0");
      assertThat(left()).hasSize(1);
    }

    assertThat(desktop.outputs()).isEqualTo(BEFORE);
    assertThat(desktop.workspaces()).isEqualTo(workspaces);
    assertThat(left()).isEmpty();
    assertThat(health.lost).isNotDone();
  }

  @Test
  void several_clients_have_monitors_of_their_own_at_once() throws Exception {
    VirtualDisplay one = open(1024, 768);
    VirtualDisplay other = open(1280, 720);
    String first = ((CaptureTarget.WaylandOutput) one.captureTarget()).output();
    String second = ((CaptureTarget.WaylandOutput) other.captureTarget()).output();
    assertThat(first).isNotEqualTo(second);
    assertThat(desktop.outputs())
        .contains(first + " 1024x768@150 1440,0", second + " 1280x720@150 2464,0");

    one.close();

    assertThat(desktop.outputs())
        .containsExactlyInAnyOrder(BEFORE.get(0), BEFORE.get(1), second + " 1280x720@150 1440,0");
    VirtualDisplay third = open(640, 360);
    other.close();
    third.close();
    assertThat(desktop.outputs()).isEqualTo(BEFORE);
    assertThat(left()).isEmpty();
    assertThat(health.lost).isNotDone();
  }

  @Test
  void the_size_changes_live() throws Exception {
    try (VirtualDisplay display = open(1280, 720)) {
      display.reconfigure(DisplayRequest.of("test", 1920, 1080, 120_000));

      assertThat(display.actual().widthPx()).isEqualTo(1920);
      assertThat(display.region().width()).isEqualTo(1920);
      String output = ((CaptureTarget.WaylandOutput) display.captureTarget()).output();
      assertThat(desktop.outputs()).contains(output + " 1920x1080@300 1440,0");
    }
    assertThat(desktop.outputs()).isEqualTo(BEFORE);
  }

  @Test
  void programs_open_on_the_clients_monitor_and_stay_when_it_goes() throws Exception {
    Assumptions.assumeTrue(Programs.ofHost().has("foot"), "foot is not installed");
    VirtualDisplay display = open(1280, 720);
    String output = ((CaptureTarget.WaylandOutput) display.captureTarget()).output();
    Process program = desktop.window(display.environment(), "one");
    assertThat(desktop.outputOf("one")).contains(output);

    display.close();

    assertThat(program.isAlive()).isTrue();
    assertThat(desktop.outputOf("one")).isPresent().get().isNotEqualTo(output);
  }

  @Test
  void the_clients_monitor_can_be_the_only_one_that_is_on() throws Exception {
    monitorsGoOff();
    Process program = window("mine");
    List<String> before = desktop.workspaces();

    VirtualDisplay display = open(1280, 720, Arrangement.ONLY);

    String output = ((CaptureTarget.WaylandOutput) display.captureTarget()).output();
    assertThat(desktop.outputs()).containsExactly(output + " 1280x720@150 0,0");
    assertThat(desktop.outputOf("mine")).contains(output);
    VirtualDisplay other = open(640, 480);
    assertThat(desktop.outputs()).hasSize(2);
    display.close();
    assertThat(desktop.outputs()).hasSize(3).containsAll(BEFORE);
    other.close();
    assertThat(desktop.outputs()).isEqualTo(BEFORE);
    assertThat(desktop.workspaces()).isEqualTo(before);
    assertThat(desktop.outputOf("mine")).contains("HEADLESS-1");
    assertThat(program.isAlive()).isTrue();
  }

  @Test
  void an_existing_monitor_is_shown_as_it_is() throws Exception {
    desktop.run("focus output HEADLESS-2");
    try (VirtualDisplay focused = open(1920, 1080, Arrangement.MIRROR);
        VirtualDisplay named = mirror("HEADLESS-1")) {
      assertThat(((CaptureTarget.WaylandOutput) focused.captureTarget()).output())
          .isEqualTo("HEADLESS-2");
      assertThat(focused.actual().widthPx()).isEqualTo(640);
      assertThat(named.actual().widthPx()).isEqualTo(800);
      assertThat(desktop.outputs()).isEqualTo(BEFORE);
      assertThat(left()).isEmpty();
    }
    assertThatThrownBy(() -> mirror("DP-9"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("DP-9")
        .hasMessageContaining("HEADLESS-1, HEADLESS-2");
    assertThat(desktop.outputs()).isEqualTo(BEFORE);
  }

  @Test
  void what_a_killed_host_changed_is_undone_by_the_next_one() throws Exception {
    killHost();

    open(1024, 768).close(); // whoever comes first: the restore, or a client

    assertThat(desktop.outputs()).isEqualTo(BEFORE);
    assertThat(desktop.workspaces()).isEqualTo(workspaces);
    assertThat(left()).isEmpty();
  }

  @Test
  void what_could_not_be_undone_at_once_is_undone_with_the_next_client() throws Exception {
    open(640, 480).close(); // what was left of others is looked at now, and not again
    killHost();

    VirtualDisplay display = open(1024, 768);
    assertThat(left()).hasSize(1);
    display.close();

    assertThat(desktop.outputs()).isEqualTo(BEFORE);
    assertThat(left()).isEmpty();
  }

  @Test
  void a_monitor_that_was_unplugged_meanwhile_keeps_no_other_from_coming_back() throws Exception {
    String monitor =
        "{'name':'%s','enabled':true,'widthPx':800,'heightPx':600,'refreshMilliHz':60000,"
            + "'x':0,'y':0,'scale':1,'transform':0}";
    journal()
        .write(
            desktop.socket().orElseThrow().toString(),
            """
            {'desktop':{'kind':'sway','socket':'%s','control':'%s','pid':0,'startedMillis':0},
             'outputs':[%s,%s],'workspaces':[],'touched':['DP-9','HEADLESS-1'],'made':[]}
            """
                .formatted(
                    desktop.socket().orElseThrow(),
                    desktop.control().orElseThrow(),
                    monitor.formatted("DP-9"),
                    monitor.formatted("HEADLESS-1")));
    desktop.run("output HEADLESS-1 mode 1024x768@60Hz");

    open(640, 480).close();

    assertThat(desktop.outputs()).isEqualTo(BEFORE);
    assertThat(left()).isEmpty();
  }

  /// Leaves the desktop as a host does that is killed while a client is there.
  private void killHost() throws Exception {
    boolean only = desktop.atLeast(1, 8);
    Process host =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-Doriel.state=" + folder.resolve("state"),
                "-cp",
                System.getProperty("java.class.path"),
                HostToKill.class.getName(),
                desktop.directory().toString(),
                only ? "ONLY" : "EXTEND")
            .redirectError(folder.resolve("host.log").toFile())
            .start();
    String id = new java.io.BufferedReader(host.inputReader()).readLine();
    assertThat(id).as(Files.readString(folder.resolve("host.log"))).isNotNull();
    assertThat(desktop.outputs()).isNotEqualTo(BEFORE);

    host.destroyForcibly().waitFor();

    assertThat(desktop.outputs()).isNotEqualTo(BEFORE);
    assertThat(left()).hasSize(1);
  }

  @Test
  void a_journal_that_makes_no_sense_stops_nobody() throws Exception {
    journal().write("nonsense", "{\"outputs\": 7}");
    journal().write("nothing", "");

    open(1024, 768).close();

    assertThat(desktop.outputs()).isEqualTo(BEFORE);
    assertThat(left()).isEmpty();
  }

  @Test
  void a_desktop_that_ends_ends_its_displays() throws Exception {
    VirtualDisplay display = open(1024, 768);

    desktop.compositor().destroyForcibly().waitFor();

    BackendException lost = health.lost.get(5, TimeUnit.SECONDS);
    assertThat(lost.kind()).isEqualTo(BackendException.Kind.DEVICE_LOST);
    assertThat(lost).hasMessageContaining("sway has ended");
    display.close();
    assertThat(left()).isEmpty();
    assertThatThrownBy(() -> open(640, 480)).hasMessageContaining("no sway, labwc");
  }

  @Test
  void a_monitor_that_somebody_switches_off_ends_its_display() throws Exception {
    monitorsGoOff();
    VirtualDisplay display = open(1024, 768);
    String output = ((CaptureTarget.WaylandOutput) display.captureTarget()).output();

    desktop.run("output " + output + " disable");

    assertThat(health.lost.get(5, TimeUnit.SECONDS)).hasMessageContaining(output);
    display.close();
    assertThat(desktop.outputs()).isEqualTo(BEFORE);
  }

  @Test
  void ten_clients_one_after_the_other_leave_one_desktop() throws Exception {
    open(640, 480).close();
    for (int i = 0; i < 10; i++) {
      open(640 + 16 * i, 480).close();
    }

    assertThat(desktop.outputs()).isEqualTo(BEFORE);
    assertThat(desktop.workspaces()).isEqualTo(workspaces);
  }

  private void monitorsGoOff() throws Exception {
    Assumptions.assumeTrue(
        desktop.atLeast(1, 8), "headless monitors of sway 1.7 cannot be switched off");
  }

  private Process window(String id) throws Exception {
    Assumptions.assumeTrue(Programs.ofHost().has("foot"), "foot is not installed");
    desktop.run("focus output HEADLESS-1");
    return desktop.window(Map.of("WAYLAND_DISPLAY", "wayland-1"), id);
  }

  private WlrootsDisplays attaching() {
    return new WlrootsDisplays(
        Fixture.settings(Map.of("desktop", "attach")),
        Programs.ofHost(),
        Map.of("XDG_RUNTIME_DIR", desktop.directory().toString()));
  }

  private VirtualDisplay open(int widthPx, int heightPx) throws BackendException {
    return open(widthPx, heightPx, Arrangement.EXTEND);
  }

  private VirtualDisplay open(int widthPx, int heightPx, Arrangement arrangement)
      throws BackendException {
    return displays.open(
        DisplayRequest.of("test", widthPx, heightPx, 60_000)
            .arranged(arrangement, Optional.empty()),
        Map.of(),
        health);
  }

  private VirtualDisplay mirror(String monitor) throws BackendException {
    return displays.open(
        DisplayRequest.of("test", 640, 480, 60_000)
            .arranged(Arrangement.MIRROR, Optional.of(monitor)),
        Map.of(),
        health);
  }

  private static LayoutJournal journal() {
    return LayoutJournal.of("wlroots");
  }

  private static List<LayoutJournal.Entry> left() {
    return journal().left();
  }
}
