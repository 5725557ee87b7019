package io.oriel.vdisplay.portal.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputKind;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.lib.dbus.Bus;
import io.oriel.media.nat.Fd;
import io.oriel.testkit.PrivateBus;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Against a portal that plays what real ones do, and what none should.
class PortalDisplaysTest {
  private static final DisplayRequest WANTED = DisplayRequest.of("tablet", 1280, 720, 60_000);

  @TempDir Path state;
  private final Health health = new Health();
  private final OpenDisplays open = new OpenDisplays();
  private PrivateBus bus;
  private FakePortal portal;
  private PortalDisplays displays;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(PrivateBus.possible(), "dbus-daemon is not installed");
    bus = PrivateBus.start();
    portal = new FakePortal(bus.address());
    displays = displays(TestSettings.of(true, 5));
  }

  private PortalDisplays displays(Settings settings) {
    return new PortalDisplays(settings, state, open, () -> Bus.session(bus.address()));
  }

  @AfterEach
  void stop() throws Exception {
    if (bus != null) {
      displays.close();
      portal.close();
      bus.close();
    }
  }

  private VirtualDisplay open() throws BackendException {
    return displays.open(WANTED, Map.of(), health);
  }

  @Test
  void a_granted_session_gives_pictures_and_input() throws Exception {
    int before = descriptors();
    try (var display = open()) {
      var target = (CaptureTarget.PipeWireNode) display.captureTarget();
      assertThat(target.nodeId()).isEqualTo(42);
      assertThat(target.sizedByConsumer()).isFalse();
      Fd.close(target.remoteFd().orElseThrow());
      assertThat(display.inputTargets())
          .extracting(InputTarget::kind)
          .containsExactly(InputKind.EIS_FD, InputKind.OWN);
      var eis = (InputTarget.EisFd) display.inputTargets().getFirst();
      assertThat(eis.mappingId()).contains("map");
      Fd.close(eis.connect().open());
      assertThat(display.actual().widthPx()).isEqualTo(1920);
      assertThat(display.region()).isEqualTo(new Region(0, 0, 1920, 1080));
      assertThat(display.attached()).isTrue();
    }
    assertThat(portal.seen)
        .containsExactly(
            "CreateSession",
            "SelectDevices",
            "SelectSources",
            "Start",
            "OpenPipeWireRemote",
            "ConnectToEIS",
            "Session.Close");
    assertThat(value("SelectDevices", "types")).isEqualTo(new UInt32(7));
    assertThat(value("SelectDevices", "persist_mode")).isEqualTo(new UInt32(2));
    assertThat(value("SelectSources", "types")).isEqualTo(new UInt32(Portal.VIRTUAL));
    assertThat(value("SelectSources", "cursor_mode")).isEqualTo(new UInt32(2));
    assertThat(portal.options.get("SelectSources")).doesNotContainKey("persist_mode");
    awaitDescriptors(before);
    assertThat(health.well()).isTrue();
  }

  @Test
  void a_permission_is_kept_for_the_host_alone_and_used_once() throws Exception {
    open().close();
    var file = state.resolve("portal/virtual-0.token");
    assertThat(Files.readString(file)).isEqualTo("token-1");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(portal.options.get("SelectDevices")).doesNotContainKey("restore_token");

    var next = FakePortal.started(Map.of());
    next.put("restore_token", new Variant<>("token-2"));
    portal.started = next;
    open().close();
    assertThat(value("SelectDevices", "restore_token")).isEqualTo("token-1");
    assertThat(Files.readString(file)).isEqualTo("token-2");

    next.remove("restore_token");
    open().close();
    assertThat(file).doesNotExist();
  }

  @Test
  void two_displays_at_once_have_permissions_of_their_own() throws Exception {
    try (var first = open();
        var second = open()) {
      assertThat(first.id()).isNotEqualTo(second.id());
      assertThat(state.resolve("portal/virtual-0.token")).exists();
      assertThat(state.resolve("portal/virtual-1.token")).exists();
    }
  }

  @Test
  void a_permission_that_the_portal_does_not_take_is_forgotten() throws Exception {
    open().close();
    portal.refusedToken = "token-1";

    open().close();

    assertThat(portal.options.get("SelectDevices")).doesNotContainKey("restore_token");
  }

  @Test
  void nothing_is_remembered_where_it_is_not_wanted() throws Exception {
    displays.modified(TestSettings.of(false, 5));

    open().close();

    assertThat(portal.options.get("SelectDevices")).doesNotContainKey("persist_mode");
    assertThat(state.resolve("portal")).doesNotExist();
  }

  @Test
  void a_no_is_final_and_takes_the_permission_along() throws Exception {
    open().close();
    portal.response = 1;
    int before = descriptors();

    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(this::open)
        .matches(e -> e.kind() == Kind.DENIED_BY_USER)
        .withMessageContaining("said no");

    assertThat(state.resolve("portal/virtual-0.token")).doesNotExist();
    assertThat(open.all()).isEmpty();
    awaitDescriptors(before);
  }

  @Test
  void a_portal_that_gives_up_is_no_refusal() {
    portal.response = 2;

    fails().withMessageContaining("gave up");
  }

  @Test
  void a_dialog_that_nobody_answers_is_taken_away() throws Exception {
    displays.modified(TestSettings.of(true, 1));
    portal.answers = false;

    fails().withMessageContaining("within 1 s").withMessageContaining("dialog.timeout.s");

    assertThat(portal.seen).contains("Request.Close");
  }

  @Test
  void an_interrupt_takes_the_dialog_away() throws Exception {
    portal.answers = false;
    var failed = new CompletableFuture<Throwable>();
    var opening =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    open();
                  } catch (BackendException e) {
                    failed.complete(e);
                  }
                });
    awaitSeen("Start");

    opening.interrupt();

    assertThat(failed.get(10, TimeUnit.SECONDS)).hasMessageContaining("interrupted");
    awaitSeen("Request.Close");
  }

  @Test
  void a_portal_that_dies_during_the_dialog_ends_the_wait() throws Exception {
    portal.answers = false;
    var failed = new CompletableFuture<BackendException>();
    Thread.startVirtualThread(
        () -> {
          try {
            open();
          } catch (BackendException e) {
            failed.complete(e);
          }
        });
    awaitSeen("Start");

    portal.close();

    assertThat(failed.get(4, TimeUnit.SECONDS).kind()).isEqualTo(Kind.DEVICE_LOST);
  }

  @Test
  void sharing_ended_at_the_desktop_is_a_no() throws Exception {
    try (var _ = open()) {
      portal.endSession();

      var why = health.awaitLoss();
      assertThat(why.kind()).isEqualTo(Kind.DENIED_BY_USER);
      assertThat(why).hasMessageContaining("ended at the desktop");
    }
  }

  @Test
  void a_portal_that_dies_is_a_loss() throws Exception {
    try (var _ = open()) {
      portal.close();

      assertThat(health.awaitLoss().kind()).isEqualTo(Kind.DEVICE_LOST);
    }
  }

  @Test
  void a_bus_that_dies_is_a_loss_and_the_next_display_says_so() throws Exception {
    try (var display = open()) {
      bus.kill();

      assertThat(health.awaitLoss().kind()).isEqualTo(Kind.DEVICE_LOST);
      assertThatExceptionOfType(BackendException.class).isThrownBy(display::captureTarget);
    }
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(this::open)
        .matches(e -> e.kind() == Kind.DEVICE_LOST)
        .withMessageContaining("log in to the desktop");
  }

  @Test
  void an_old_portal_is_asked_for_no_more_than_it_has() throws Exception {
    portal.remote = Map.of("version", FakePortal.u(1), "AvailableDeviceTypes", FakePortal.u(3));
    portal.cast =
        Map.of(
            "version",
            FakePortal.u(3),
            "AvailableSourceTypes",
            FakePortal.u(1),
            "AvailableCursorModes",
            FakePortal.u(1));
    try (var display = open()) {
      assertThat(display.inputTargets()).containsExactly(new InputTarget.Own());
    }
    assertThat(portal.options.get("SelectDevices")).doesNotContainKey("persist_mode");
    assertThat(value("SelectSources", "types")).isEqualTo(new UInt32(Portal.MONITOR));
    assertThat(value("SelectSources", "cursor_mode")).isEqualTo(new UInt32(1));
  }

  @Test
  void a_portal_without_input_shares_pictures_and_remembers_that() throws Exception {
    portal.remote = Map.of();
    try (var display = open()) {
      assertThat(display.inputTargets()).containsExactly(new InputTarget.None());
    }
    assertThat(value("SelectSources", "persist_mode")).isEqualTo(new UInt32(2));
    assertThat(portal.seen).doesNotContain("SelectDevices");
  }

  @Test
  void a_monitor_made_for_the_session_takes_the_consumers_size() throws Exception {
    portal.started = FakePortal.started(Map.of("source_type", FakePortal.u(Portal.VIRTUAL)));
    try (var display = open()) {
      var target = (CaptureTarget.PipeWireNode) display.captureTarget();
      Fd.close(target.remoteFd().orElseThrow());
      assertThat(target.sizedByConsumer()).isTrue();
      assertThat(display.actual()).isEqualTo(WANTED);
      var larger = WANTED.withMode(1600, 900, 60_000);
      display.reconfigure(larger);
      assertThat(display.actual()).isEqualTo(larger);
      assertThat(display.region()).isEqualTo(new Region(0, 0, 1600, 900));
    }
  }

  @Test
  void a_monitor_that_is_there_keeps_its_size() throws Exception {
    var mirror = WANTED.arranged(Arrangement.MIRROR, Optional.empty());
    try (var display = displays.open(mirror, Map.of("ORIEL", "x"), health)) {
      assertThatExceptionOfType(BackendException.class)
          .isThrownBy(() -> display.reconfigure(WANTED))
          .matches(e -> e.kind() == Kind.UNSUPPORTED);
      display.reconfigure(WANTED.withMode(1920, 1080, 30_000));
      assertThat(display.environment()).containsEntry("ORIEL", "x");
    }
    assertThat(value("SelectSources", "types")).isEqualTo(new UInt32(Portal.MONITOR));
  }

  @Test
  void a_user_who_allows_no_input_is_told_of() throws Exception {
    var results = FakePortal.started(Map.of());
    results.put("devices", FakePortal.u(0));
    portal.started = results;
    try (var display = open()) {
      assertThat(health.degraded).contains("the user of the desktop allows no input");
      assertThat(display.inputTargets()).containsExactly(new InputTarget.Own());
    }
  }

  static Stream<Map<String, Variant<?>>> wrongResults() {
    return Stream.of(
        Map.of(),
        Map.of("streams", new Variant<>("none")),
        Map.of("streams", new Variant<>(List.of(), "a(ua{sv})")),
        Map.of("streams", new Variant<>(List.of(new UInt32(4)), "au")),
        FakePortal.started(Map.of("size", new Variant<>("large"))),
        FakePortal.started(Map.of("size", FakePortal.size(0, 1080))),
        FakePortal.started(Map.of("size", FakePortal.size(-5, Integer.MAX_VALUE))),
        FakePortal.started(Map.of("size", new Variant<>(new Object[] {1, "x"}, "(is)"))),
        FakePortal.started(Map.of("source_type", new Variant<>("virtual"))),
        FakePortal.started(Map.of("mapping_id", FakePortal.u(3))),
        with("restore_token", FakePortal.u(3)),
        with("devices", new Variant<>("all")));
  }

  private static Map<String, Variant<?>> with(String key, Variant<?> value) {
    var results = FakePortal.started(Map.of());
    results.put(key, value);
    return results;
  }

  @ParameterizedTest
  @MethodSource("wrongResults")
  void answers_of_the_wrong_type_are_told_and_leave_nothing(Map<String, Variant<?>> results)
      throws Exception {
    portal.started = results;
    int before = descriptors();

    fails();

    assertThat(portal.seen).contains("Session.Close");
    awaitDescriptors(before);
    assertThat(open.all()).isEmpty();
  }

  @Test
  void a_session_without_a_path_is_told() {
    portal.created = Map.of();
    fails().withMessageContaining("session_handle is missing");
    portal.created = Map.of("session_handle", new Variant<>("not a path"));
    fails().withMessageContaining("no object path");
  }

  @Test
  void a_response_of_the_wrong_type_is_told() {
    portal.responseSignature = "sa{sv}";
    fails().withMessageContaining("no UInt32 at 0");
    portal.responseSignature = "u";
    fails().withMessageContaining("no Map at 1");
  }

  @Test
  void a_token_that_cannot_be_one_is_not_kept() throws Exception {
    portal.started = with("restore_token", new Variant<>("two\nlines"));

    open().close();

    assertThat(state.resolve("portal/virtual-0.token")).doesNotExist();
    Files.createDirectories(state.resolve("portal"));
    Files.writeString(state.resolve("portal/virtual-0.token"), "\0\1 damaged");
    open().close();
    assertThat(portal.options.get("SelectDevices")).doesNotContainKey("restore_token");
  }

  @Test
  void no_portal_at_all_is_explained() {
    portal.close();

    fails().withMessageContaining("xdg-desktop-portal");
  }

  private org.assertj.core.api.ThrowableAssertAlternative<BackendException> fails() {
    return assertThatExceptionOfType(BackendException.class)
        .isThrownBy(this::open)
        .matches(e -> e.kind() == Kind.FAILED, "is FAILED");
  }

  private Object value(String member, String option) {
    return portal.options.get(member).get(option).getValue();
  }

  private void awaitSeen(String what) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    String seen = "";
    while (!what.equals(seen) && System.nanoTime() < deadline) {
      seen = portal.seen.poll(1, TimeUnit.SECONDS);
    }
    assertThat(seen).isEqualTo(what);
  }

  /// The portal is in this process: it may still be closing its own.
  private static void awaitDescriptors(int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (descriptors() != count && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(descriptors()).isEqualTo(count);
  }

  private static int descriptors() {
    return new File("/proc/self/fd").list().length;
  }
}
