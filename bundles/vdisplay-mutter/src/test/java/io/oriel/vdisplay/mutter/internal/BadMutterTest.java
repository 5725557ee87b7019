package io.oriel.vdisplay.mutter.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.testkit.PrivateBus;
import io.oriel.vdisplay.mutter.internal.bus.DisplayConfig;
import io.oriel.vdisplay.mutter.internal.bus.LogicalStruct;
import io.oriel.vdisplay.mutter.internal.bus.ModeStruct;
import io.oriel.vdisplay.mutter.internal.bus.MonitorStruct;
import io.oriel.vdisplay.mutter.internal.bus.RemoteSession;
import io.oriel.vdisplay.mutter.internal.bus.ScreenCastSession;
import io.oriel.vdisplay.mutter.internal.bus.SpecStruct;
import io.oriel.vdisplay.mutter.internal.layout.LayoutText;
import io.oriel.vdisplay.mutter.internal.layout.Screens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers that Mutter does not give, or gives wrongly.
class BadMutterTest {
  private static final CastSession.Wish WISH =
      new CastSession.Wish(Optional.empty(), 1, true, false);

  private final Fixture.Health health = new Fixture.Health();
  private final CountDownLatch closed = new CountDownLatch(1);
  private PrivateBus daemon;
  private FakeMutter mutter;
  private Bus bus;
  @TempDir private Path state;

  @BeforeEach
  void connect() throws Exception {
    Assumptions.assumeTrue(PrivateBus.possible(), "dbus-daemon is not installed");
    daemon = PrivateBus.start();
    mutter = new FakeMutter(daemon.address());
    bus = Bus.open(daemon.address(), Duration.ofMillis(500));
  }

  @AfterEach
  void disconnect() throws Exception {
    if (daemon != null) {
      mutter.close();
      bus.close();
      daemon.close();
    }
  }

  private CastSession start(long millis) throws BackendException {
    return CastSession.start(bus, WISH, closed::countDown, System.nanoTime() + millis * 1_000_000);
  }

  private BackendException failure(long millis) {
    return assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> start(millis))
        .actual();
  }

  @Test
  void a_stream_is_found_and_its_end_is_told() throws Exception {
    try (var cast = start(10_000)) {
      assertThat(cast.node()).isEqualTo(42);
      assertThat(cast.eis()).isFalse();
      assertThat(cast.mappingId()).isEmpty();

      mutter.emit(FakeMutter.CAST, ScreenCastSession.NAME, "Closed");
      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_mutter_that_does_not_answer_is_given_up_in_time() {
    mutter.silent = true;
    long begun = System.nanoTime();

    var e = failure(700);

    assertThat(e.kind()).isEqualTo(BackendException.Kind.FAILED);
    assertThat(e).hasMessageContaining("does not answer");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_refusal_is_no_permission_and_names_the_remedy() {
    mutter.refusal =
        new BusException(
            BusException.Kind.DENIED,
            "org.freedesktop.DBus.Error.AccessDenied",
            "Session creation inhibited",
            null);

    var e = failure(5_000);

    assertThat(e.kind()).isEqualTo(BackendException.Kind.NO_PERMISSION);
    assertThat(e).hasMessageContaining("inhibited").hasMessageContaining("unlock");
  }

  @Test
  void a_stream_that_never_comes_or_is_no_number_fails_with_a_reason() {
    mutter.node = null;
    assertThat(failure(700)).hasMessageContaining("PipeWire");

    mutter.node = "thirty-six";
    assertThat(failure(5_000)).hasMessageContaining("not understood");
  }

  @Test
  void a_property_of_another_type_is_told() {
    mutter.sessionId = false;

    assertThat(failure(5_000)).hasMessageContaining("SessionId");
  }

  @Test
  void a_bus_that_goes_away_is_a_device_that_is_lost() throws Exception {
    daemon.kill();

    assertThat(failure(5_000).kind()).isEqualTo(BackendException.Kind.DEVICE_LOST);
  }

  @Test
  void a_layout_that_mutter_refuses_is_tried_three_times_and_then_left() throws Exception {
    Map<String, Variant<?>> current = Map.of("is-current", new Variant<>(true));
    var panel = new SpecStruct("eDP-1", "V", "P", "1");
    var client = new SpecStruct("Meta-0", "MetaVendor", "Virtual remote monitor", "0x000001");
    mutter.state =
        new DisplayConfig.State(
            new UInt32(2),
            List.of(monitor(panel, 800, 600, current), monitor(client, 1280, 720, current)),
            List.of(logical(panel, 0, true), logical(client, 800, false)),
            Map.of("layout-mode", new Variant<>(new UInt32(2))));
    var board = new MonitorBoard(bus);
    var layout = SharedLayout.join("fake", new LayoutJournal(state));
    var shown = new CountDownLatch(1);
    var monitor =
        new DisplayMonitor(
            board,
            layout,
            new Screens(1, List.of(), List.of(), false),
            Optional.empty(),
            true,
            DisplayRequest.of("d", 1280, 720, 60_000).arranged(Arrangement.ONLY, Optional.empty()),
            health,
            shown::countDown);

    for (int i = 0; i < 6; i++) {
      monitor.look();
    }

    assertThat(mutter.applied).hasValue(3);
    assertThat(health.degraded).singleElement().asString().contains("stay as they are");
    assertThat(shown.getCount()).isZero();
    assertThat(monitor.view()).hasValueSatisfying(v -> assertThat(v.widthPx()).isEqualTo(1280));
    layout.leave(board);
  }

  @Test
  void a_layout_is_forgotten_when_mutter_refuses_it_and_kept_when_it_does_not_answer()
      throws Exception {
    Map<String, Variant<?>> current = Map.of("is-current", new Variant<>(true));
    var panel = new SpecStruct("eDP-1", "V", "P", "1");
    mutter.state =
        new DisplayConfig.State(
            new UInt32(2),
            List.of(monitor(panel, 800, 600, current)),
            List.of(logical(panel, 0, true)),
            Map.of("layout-mode", new Variant<>(new UInt32(2))));
    var board = new MonitorBoard(bus);
    var elsewhere =
        new DisplayConfig.State(
            new UInt32(2),
            List.of(monitor(panel, 800, 600, current)),
            List.of(logical(panel, 100, true)),
            Map.of("layout-mode", new Variant<>(new UInt32(2))));
    var journal = new LayoutJournal(state);
    journal.write("fake", LayoutText.of(board.read()));
    mutter.state = elsewhere;

    mutter.silent = true;
    SharedLayout.undo(board, "fake", journal);
    assertThat(journal.left()).hasSize(1);

    mutter.silent = false;
    mutter.release.countDown();
    SharedLayout.undo(board, "fake", journal);
    assertThat(mutter.applied).hasValue(3);
    assertThat(journal.left()).isEmpty();
  }

  private static MonitorStruct monitor(
      SpecStruct spec, int width, int height, Map<String, Variant<?>> properties) {
    var mode =
        new ModeStruct(
            width + "x" + height + "@60", width, height, 60, 1, List.of(1.0), properties);
    return new MonitorStruct(spec, List.of(mode), Map.of());
  }

  private static LogicalStruct logical(SpecStruct spec, int x, boolean primary) {
    return new LogicalStruct(x, 0, 1, new UInt32(0), primary, List.of(spec), Map.of());
  }

  @Test
  void input_that_mutter_refuses_is_told_when_it_is_opened() throws Exception {
    try (var cast = start(10_000)) {
      mutter.refusal =
          new BusException(BusException.Kind.FAILED, "x.y.Z", "Session not started", null);
      var devices = new InputDevices(cast, () -> false);

      assertThatExceptionOfType(BusException.class)
          .isThrownBy(() -> devices.make(java.util.Set.of(io.oriel.api.input.DeviceKind.KEYBOARD)))
          .withMessageContaining("not started");
      assertThat(RemoteSession.NAME).startsWith("org.gnome.Mutter");
    }
  }
}
