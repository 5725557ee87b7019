package io.oriel.vdisplay.portal.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.InjectorProvider.Placement;
import io.oriel.lib.dbus.Bus;
import io.oriel.media.nat.Fd;
import io.oriel.vdisplay.portal.testing.RealPortal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way: this bundle, the real portal, a desktop behind it, a real PipeWire.
class RealPortalTest {
  private static final DisplayRequest WANTED = DisplayRequest.of("tablet", 1280, 720, 60_000);

  @TempDir Path home;
  @TempDir Path state;
  private final Health health = new Health();
  private final OpenDisplays open = new OpenDisplays();
  private RealPortal real;
  private PortalDisplays displays;

  @BeforeEach
  void check() {
    Assumptions.assumeTrue(
        RealPortal.possible(),
        "xdg-desktop-portal, dbus-daemon or PipeWire is not installed: apt-get install"
            + " xdg-desktop-portal dbus pipewire wireplumber");
  }

  private void start(boolean input) throws Exception {
    real = new RealPortal(home, input, 640, 360);
    displays =
        new PortalDisplays(
            TestSettings.of(true, 10), state, open, () -> Bus.session(real.address()));
  }

  @AfterEach
  void stop() throws Exception {
    if (displays != null) {
      displays.close();
    }
    if (real != null) {
      real.close();
    }
  }

  private VirtualDisplay open() throws BackendException {
    return displays.open(WANTED, Map.of(), health);
  }

  @Test
  void a_granted_session_gives_pictures_and_takes_input() throws Exception {
    start(true);
    try (var display = open()) {
      assertThat(display.actual().widthPx()).isEqualTo(640);
      try (var pictures = new Pictures((PipeWireNode) display.captureTarget())) {
        real.monitor().awaitStreaming(Duration.ofSeconds(10));
        for (int i = 0; i < 20; i++) {
          assertThat(nextOf(pictures)).isEqualTo("640x360");
        }
        assertThat(pictures.nodesOfOthers()).isEmpty();
      }
      var input = new PortalInput(open);
      var place = new Placement(display.id(), new InputTarget.Own(), display.region());
      var kinds = Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER);
      try (var injector = input.open(place, kinds, Feedback.NONE, health)) {
        injector.key(30, true);
        injector.moveTo(1, 0);
        assertThat(seenUntil("position"))
            .contains("devices 3", "asked", "key 30 1")
            .endsWith("position true 639.0 0.0");
      }
    }
    assertThat(seenUntil("close")).contains("close");
    assertThat(health.well()).isTrue();
  }

  /// Draws until one arrives: a graph that is still busy drops a picture.
  private String nextOf(Pictures pictures) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    String next = null;
    while (next == null && System.nanoTime() < deadline) {
      real.monitor().showPolitely();
      next = pictures.await();
    }
    return next;
  }

  @Test
  void a_no_is_final() throws Exception {
    start(true);
    real.desktop().person(1);

    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(this::open)
        .matches(e -> e.kind() == Kind.DENIED_BY_USER);
  }

  @Test
  void a_desktop_that_fails_is_no_refusal() throws Exception {
    start(true);
    real.desktop().person(2);

    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(this::open)
        .matches(e -> e.kind() == Kind.FAILED);
  }

  @Test
  void sharing_ended_at_the_desktop_ends_the_session() throws Exception {
    start(true);
    try (var _ = open()) {
      real.desktop().endSharing();

      assertThat(health.awaitLoss().kind()).isEqualTo(Kind.DENIED_BY_USER);
    }
  }

  @Test
  void a_portal_that_is_killed_is_a_loss() throws Exception {
    start(true);
    try (var _ = open()) {
      real.crash();

      assertThat(health.awaitLoss().kind()).isEqualTo(Kind.DEVICE_LOST);
    }
  }

  /// Without input, for which the portal of 1.16 remembers nothing.
  @Test
  void a_permission_is_asked_for_once_until_it_is_revoked() throws Exception {
    start(false);
    open().close();
    assertThat(seenUntil("close")).contains("asked");
    String first = Files.readString(state.resolve("portal/virtual-0.token"));

    real.desktop().person(1); // would say no now, but is not asked
    open().close();
    assertThat(seenUntil("close")).contains("restored");

    real.revoke();
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(this::open)
        .matches(e -> e.kind() == Kind.DENIED_BY_USER);
    assertThat(state.resolve("portal/virtual-0.token")).doesNotExist();
    assertThat(seenUntil("close")).contains("asked");

    real.desktop().person(0);
    open().close();
    assertThat(Files.readString(state.resolve("portal/virtual-0.token"))).isNotEqualTo(first);
  }

  @Test
  void a_newer_portal_connects_to_eis_and_remembers_input_too() throws Exception {
    start(true);
    try (var display = open()) {
      Assumptions.assumeTrue(
          display.inputTargets().getFirst() instanceof InputTarget.EisFd,
          "this portal's RemoteDesktop is older than version 2 (xdg-desktop-portal 1.18)");
      var eis = (InputTarget.EisFd) display.inputTargets().getFirst();
      Fd.close(eis.connect().open());
      assertThat(seenUntil("eis")).contains("asked");
      assertThatExceptionOfType(BackendException.class).isThrownBy(eis.connect()::open);
    }
    real.desktop().person(1);
    open().close();

    assertThat(seenUntil("restored")).contains("close");
  }

  @Test
  void the_probe_finds_what_the_portal_says() throws Exception {
    start(true);
    var facts = new Facts();
    try (var probe = new PortalProbe(() -> Bus.session(real.address()))) {
      probe.start(facts);

      assertThat(facts.text("portal.screencast.sources")).contains("monitor");
      assertThat(facts.text("portal.screencast.cursors")).contains("embedded");
      assertThat(facts.text("portal.remotedesktop.devices")).contains("keyboard,pointer");
      assertThat(facts.text("portal.backends")).contains("orieltest");
      assertThat(facts.portal()).isTrue();
    }
  }

  private List<String> seenUntil(String prefix) throws InterruptedException {
    var seen = new ArrayList<String>();
    while (seen.isEmpty() || !seen.getLast().startsWith(prefix)) {
      String next = real.desktop().seen().poll(10, TimeUnit.SECONDS);
      assertThat(next).describedAs("after " + seen).isNotNull();
      seen.add(next);
    }
    return seen;
  }
}
