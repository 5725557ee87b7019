package io.oriel.vdisplay.portal.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputKind;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InjectorProvider;
import io.oriel.lib.dbus.Bus;
import io.oriel.testkit.PrivateBus;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PortalProbeTest {
  private static final DisplayRequest WANTED = DisplayRequest.of("tablet", 1280, 720, 60_000);

  private final Facts facts = new Facts();

  @Test
  void a_portal_is_seen_coming_and_going() throws Exception {
    Assumptions.assumeTrue(PrivateBus.possible(), "dbus-daemon is not installed");
    try (var daemon = PrivateBus.start();
        var backend = Bus.session(daemon.address());
        var probe = new PortalProbe(() -> Bus.session(daemon.address()))) {
      backend.requestName("org.freedesktop.impl.portal.desktop.test");
      probe.start(facts);
      await(() -> facts.text("portal.problem").isPresent());
      assertThat(facts.text("portal.problem").get()).contains("no desktop portal runs");
      assertThat(facts.portal()).isFalse();

      try (var _ = new FakePortal(daemon.address())) {
        await(() -> facts.portal());
        assertThat(facts.all())
            .containsEntry("portal.screencast.version", "5")
            .containsEntry("portal.screencast.sources", "monitor,window,virtual")
            .containsEntry("portal.screencast.cursors", "hidden,embedded,metadata")
            .containsEntry("portal.remotedesktop.version", "2")
            .containsEntry("portal.remotedesktop.devices", "keyboard,pointer,touch")
            .containsEntry("portal.backends", "test")
            .doesNotContainKey("portal.problem");
      }
      await(() -> !facts.portal());
      assertThat(facts.all()).containsOnlyKeys("portal.problem");
    }
  }

  @Test
  void no_bus_is_told_with_the_remedy() throws Exception {
    try (var probe = new PortalProbe(() -> Bus.session("unix:path=/nowhere"))) {
      probe.start(facts);

      assertThat(facts.text("portal.problem").orElseThrow()).contains("log in to a desktop");
    }
  }

  @Test
  void it_is_the_last_way_and_says_what_will_be_missed() {
    offered("monitor,virtual", "2");

    var fit = (Fit) Fitness.of(WANTED, facts, TestSettings.of(true, 5), 0);

    assertThat(fit.quality()).isEqualTo(5);
    assertThat(fit.degradations())
        .containsExactly("somebody at the desktop has to allow it the first time");
    offered("monitor", "1");
    var only = WANTED.arranged(Arrangement.ONLY, Optional.empty());
    assertThat(((Fit) Fitness.of(only, facts, TestSettings.of(true, 5), 0)).degradations())
        .containsExactly(
            "somebody at the desktop has to allow it every time",
            "the picture has the size of the monitor that is shared",
            "the desktop's other monitors stay on");
  }

  @Test
  void what_it_cannot_do_it_says() {
    unfit(TestSettings.of(true, 5), 0, Reason.MISSING_SOFTWARE, "shares no screens");
    facts.fact("portal.problem", "no desktop");
    unfit(TestSettings.of(true, 5), 0, Reason.MISSING_SOFTWARE, "no desktop");
    facts.fact("portal.problem", null);
    offered("window", "2");
    unfit(TestSettings.of(true, 5), 0, Reason.UNSUPPORTED_REQUEST, "windows only");
    offered("monitor", "2");
    unfit(TestSettings.of(true, 5), 4, Reason.BUSY, "max.displays");
    unfit(new TestSettings("off", 5, true, 4), 0, Reason.NO_PERMISSION, "desktop is off");
  }

  @Test
  void its_input_serves_its_own_displays() {
    offered("monitor", "2");
    var input = new PortalInput(new OpenDisplays());

    assertThat(input.assess(asked("portal", InputKind.OWN, DeviceKind.KEYBOARD), facts))
        .isInstanceOf(Fit.class);
    assertThat(input.assess(asked("mutter", InputKind.OWN, DeviceKind.KEYBOARD), facts))
        .isInstanceOf(Unfit.class);
    assertThat(input.assess(asked("portal", InputKind.EIS_FD, DeviceKind.KEYBOARD), facts))
        .isInstanceOf(Unfit.class);
    assertThat(input.assess(asked("portal", InputKind.OWN, DeviceKind.GAMEPAD), facts))
        .isInstanceOf(Unfit.class);
    var touch = (Fit) input.assess(asked("portal", InputKind.OWN, DeviceKind.TOUCH), facts);
    assertThat(touch.degradations()).hasSize(1);
  }

  private static InjectorProvider.Request asked(String backend, InputKind kind, DeviceKind device) {
    return new InjectorProvider.Request(backend, kind, device, Optional.empty());
  }

  private void unfit(Settings settings, int open, Reason reason, String detail) {
    var unfit = (Unfit) Fitness.of(WANTED, facts, settings, open);
    assertThat(unfit.reason()).isEqualTo(reason);
    assertThat(unfit.detail()).contains(detail);
  }

  private void offered(String sources, String remoteVersion) {
    facts.fact("portal.screencast.version", "5");
    facts.fact("portal.screencast.sources", sources);
    facts.fact("portal.remotedesktop.version", remoteVersion);
    facts.fact("portal.remotedesktop.devices", "keyboard,pointer");
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
