package io.oriel.vdisplay.mutter.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.probe.ProbeSink;
import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.lib.pipewire.server.PipeWireServers;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.Programs;
import io.oriel.vdisplay.mutter.internal.bus.ScreenCast;
import io.oriel.vdisplay.mutter.internal.layout.LayoutText;
import io.oriel.vdisplay.mutter.internal.layout.Monitor;
import io.oriel.vdisplay.mutter.internal.layout.Place;
import io.oriel.vdisplay.mutter.internal.layout.Screens;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachedTest {
  private final Fixture.Health health = new Fixture.Health();
  private final OpenDisplays open = new OpenDisplays();
  private RunningGnome gnome;
  private PipeWireServers servers;
  private MutterDisplays displays;
  private LayoutJournal journal;
  private Bus bus;
  private MonitorBoard board;
  private Screens before;
  @TempDir private Path state;

  @BeforeEach
  void prepare() throws Exception {
    Programs programs = Programs.ofHost();
    for (String each : List.of("mutter", "dbus-daemon", "pipewire", "wireplumber")) {
      Assumptions.assumeTrue(programs.has(each), each + " is not installed");
    }
    gnome = new RunningGnome();
    journal = new LayoutJournal(state);
    servers = new PipeWireServers(gnome.environment(), Account.hostUid(), programs);
    displays =
        new MutterDisplays(
            Fixture.settings(Map.of("open_timeout_ms", 30_000L)),
            servers,
            open,
            programs,
            gnome.session(),
            journal);
    bus = gnome.session().connect();
    Fixture.await(() -> named(bus), "Mutter on the bus");
    board = new MonitorBoard(bus);
    before = board.read();
    assertThat(before.places()).hasSize(2);
  }

  private static boolean named(Bus bus) {
    try {
      return bus.owner(ScreenCast.NAME).isPresent();
    } catch (BusException e) {
      return false;
    }
  }

  @AfterEach
  void end() throws Exception {
    if (gnome != null) {
      displays.close();
      bus.close();
      servers.close();
      gnome.close();
    }
  }

  private VirtualDisplay display(int widthPx, int heightPx, Arrangement arrangement)
      throws Exception {
    var request = DisplayRequest.of("test", widthPx, heightPx, 60_000);
    return displays.open(request.arranged(arrangement, Optional.empty()), Map.of(), health);
  }

  private Screens now() {
    try {
      return board.read();
    } catch (BusException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> on() {
    return now().places().stream()
        .flatMap(place -> place.shown().stream())
        .map(Place.Shown::modeId)
        .map(mode -> mode.substring(0, mode.indexOf('@')))
        .toList();
  }

  @Test
  void two_clients_have_monitors_beside_those_of_the_desktop_and_leave_it_as_it_was()
      throws Exception {
    try (var first = display(1280, 720, Arrangement.EXTEND);
        var viewer = new Viewer(first);
        var second = display(1600, 900, Arrangement.EXTEND);
        var other = new Viewer(second)) {
      Fixture.await(() -> viewer.pictures() > 0 && other.pictures() > 0, "pictures");
      Fixture.await(() -> first.region().x() > 0 && second.region().x() > 0, "places");

      assertThat(first.attached()).isTrue();
      assertThat(first.environment()).containsEntry("WAYLAND_DISPLAY", "wayland-0");
      assertThat(first.region().width()).isEqualTo(1280);
      assertThat(second.region().width()).isEqualTo(1600);
      assertThat(first.region().x()).isNotEqualTo(second.region().x());
      assertThat(on()).containsExactlyInAnyOrder("800x600", "640x480", "1280x720", "1600x900");
    }
    assertThat(now().laidOutAs(before.places())).as("%s", now()).isTrue();
    assertThat(journal.left()).isEmpty();
    assertThat(health.lost).isNotDone();
  }

  @Test
  void the_only_monitor_stays_the_only_one_in_another_size_and_beside_another_client()
      throws Exception {
    try (var first = display(1280, 720, Arrangement.ONLY);
        var viewer = new Viewer(first)) {
      Fixture.await(() -> on().equals(List.of("1280x720")), "the only monitor");
      assertThat(journal.left()).hasSize(1);

      first.reconfigure(first.actual().withMode(1600, 900, 60_000));
      viewer.reconfigure(1600, 900, 60_000);
      Fixture.await(() -> on().equals(List.of("1600x900")), "the only monitor in another size");

      try (var second = display(1024, 768, Arrangement.ONLY);
          var _ = new Viewer(second)) {
        Fixture.await(
            () -> on().size() == 2 && on().containsAll(List.of("1600x900", "1024x768")),
            "both clients' monitors");
      }
      Fixture.await(() -> on().equals(List.of("1600x900")), "the first alone again");
    }
    assertThat(now().laidOutAs(before.places())).as("%s", now()).isTrue();
    assertThat(journal.left()).isEmpty();
  }

  @Test
  void a_layout_comes_back_although_the_closing_thread_was_interrupted() throws Exception {
    var display = display(1280, 720, Arrangement.ONLY);
    try (var _ = new Viewer(display)) {
      Fixture.await(() -> on().equals(List.of("1280x720")), "the only monitor");

      Thread.currentThread().interrupt();
      display.close();

      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(now().laidOutAs(before.places())).as("%s", now()).isTrue();
    assertThat(journal.left()).isEmpty();
  }

  @Test
  void a_mirrored_monitor_keeps_its_size() throws Exception {
    try (var display = display(1280, 720, Arrangement.MIRROR);
        var viewer = new Viewer(display)) {
      Fixture.await(() -> viewer.pictures() > 0, "a picture");

      assertThat(viewer.format().widthPx()).isEqualTo(display.actual().widthPx());
      assertThat(display.actual().widthPx()).isIn(800, 640);
      assertThat(now().monitors()).noneMatch(Monitor::virtual);
      assertThatThrownBy(() -> display.reconfigure(display.actual().withMode(1920, 1080, 60_000)))
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.UNSUPPORTED));
    }
    assertThat(now().laidOutAs(before.places())).isTrue();
  }

  @Test
  void what_a_killed_host_has_changed_is_undone_by_the_next_one() throws Exception {
    journal.write(gnome.session().address(), LayoutText.of(before));
    Place kept = before.places().getFirst();
    board.apply(before, List.of(kept.at(0, 0).primary(true)));
    Fixture.await(() -> on().size() == 1, "a monitor switched off");
    var facts = new ConcurrentHashMap<String, String>();
    var probe = new MutterProbe(gnome.session(), journal);
    try {
      probe.start(sink(facts));

      Fixture.await(() -> now().laidOutAs(before.places()), "the layout from before");
      Fixture.await(() -> journal.left().isEmpty(), "an empty journal");
      assertThat(facts).containsEntry("mutter.running", "yes");
      gnome.mutter().destroyForcibly();
      Fixture.await(() -> !facts.containsKey("mutter.running"), "the fact withdrawn");
    } finally {
      probe.close();
    }
  }

  private static ProbeSink sink(Map<String, String> facts) {
    return new ProbeSink() {
      @Override
      public void fact(String key, String value) {
        if (value == null) {
          facts.remove(key);
        } else {
          facts.put(key, value);
        }
      }

      @Override
      public void condition(String id, boolean present) {
        fact(id, present ? "present" : null);
      }
    };
  }

  @Test
  void a_mutter_that_died_is_told_and_the_layout_is_kept_for_when_it_is_back() throws Exception {
    try (var display = display(1280, 720, Arrangement.ONLY);
        var viewer = new Viewer(display)) {
      Fixture.await(() -> viewer.pictures() > 0, "a picture");
      gnome.mutter().destroyForcibly();

      assertThat(health.lost.get(30, TimeUnit.SECONDS)).hasMessageContaining("Mutter has ended");
    }
    assertThat(journal.left()).as("for when it is back").hasSize(1);
  }

  @Test
  void a_pipewire_that_died_is_told_and_the_layout_comes_back() throws Exception {
    try (var display = display(1280, 720, Arrangement.ONLY);
        var viewer = new Viewer(display)) {
      Fixture.await(() -> viewer.pictures() > 0, "a picture");
      gnome.pipeWire().destroyForcibly();

      assertThat(health.lost.get(30, TimeUnit.SECONDS)).hasMessageContaining("PipeWire has ended");
    }
    assertThat(now().laidOutAs(before.places())).as("%s", now()).isTrue();
  }
}
