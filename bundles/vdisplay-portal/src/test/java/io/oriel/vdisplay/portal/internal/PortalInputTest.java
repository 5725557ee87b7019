package io.oriel.vdisplay.portal.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider.Placement;
import io.oriel.api.input.TouchPoint;
import io.oriel.api.input.TouchPoint.Phase;
import io.oriel.lib.dbus.Bus;
import io.oriel.media.nat.Fd;
import io.oriel.testkit.PrivateBus;
import java.nio.file.Path;
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

class PortalInputTest {
  private static final Set<DeviceKind> ALL =
      Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH);

  @TempDir Path state;
  private final Health health = new Health();
  private final OpenDisplays open = new OpenDisplays();
  private final PortalInput input = new PortalInput(open);
  private PrivateBus bus;
  private FakePortal portal;
  private VirtualDisplay display;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(PrivateBus.possible(), "dbus-daemon is not installed");
    bus = PrivateBus.start();
    portal = new FakePortal(bus.address());
  }

  @AfterEach
  void stop() throws Exception {
    if (bus != null) {
      input.close();
      display.close();
      portal.close();
      bus.close();
    }
  }

  private Injector inject(int devices) throws BackendException {
    var results = FakePortal.started(Map.of("size", FakePortal.size(1001, 501)));
    results.put("devices", FakePortal.u(devices));
    portal.started = results;
    var displays =
        new PortalDisplays(
            TestSettings.of(false, 5), state, open, () -> Bus.session(bus.address()));
    display = displays.open(DisplayRequest.of("x", 1280, 720, 60_000), Map.of(), health);
    portal.seen.clear();
    var place = new Placement(display.id(), new InputTarget.Own(), display.region());
    return input.open(place, ALL, Feedback.NONE, health);
  }

  private List<String> seen(int count) throws InterruptedException {
    var seen = new ArrayList<String>();
    while (seen.size() < count) {
      String next = portal.seen.poll(10, TimeUnit.SECONDS);
      assertThat(next).describedAs("after " + seen).isNotNull();
      seen.add(next);
    }
    return seen;
  }

  @Test
  void events_reach_the_portal_in_its_units() throws Exception {
    try (var injector = inject(7)) {
      injector.key(30, true);
      injector.button(0x110, true);
      injector.moveBy(1.5, -2);
      injector.moveTo(0.5, 1);
      injector.moveTo(Double.NaN, 7);
      injector.scroll(0, 240);
      injector.scroll(-120, 0);
      injector.scroll(8, -8);
      injector.text("ä€\n");
      injector.button(0x110, false);
      injector.key(30, false);

      assertThat(seen(16))
          .containsExactly(
              "key 30 1",
              "button 272 1",
              "motion 1.5 -2.0",
              "position 42 500.0 500.0",
              "position 42 0.0 500.0",
              "steps 0 2",
              "steps 1 -1",
              "axis 1.0 -1.0",
              "keysym e4 1",
              "keysym e4 0",
              "keysym 10020ac 1",
              "keysym 10020ac 0",
              "keysym ff0d 1",
              "keysym ff0d 0",
              "button 272 0",
              "key 30 0");
    }
    assertThat(health.well()).isTrue();
  }

  @Test
  void fingers_have_slots() throws Exception {
    try (var injector = inject(7)) {
      injector.touch(point(Phase.DOWN, 900, 0, 0));
      injector.touch(point(Phase.DOWN, 17, 1, 1));
      injector.touch(point(Phase.MOVE, 17, 0.5f, 0.5f));
      injector.touch(point(Phase.UP, 900, 0, 0));
      injector.touch(point(Phase.DOWN, 18, 0, 1));
      injector.touch(point(Phase.CANCEL_ALL, 0, 0, 0));

      assertThat(seen(7))
          .containsExactly(
              "touchDown 42 0 0.0 0.0",
              "touchDown 42 1 1000.0 500.0",
              "touchMotion 42 1 500.0 250.0",
              "touchUp 0",
              "touchDown 42 0 0.0 500.0",
              "touchUp 0",
              "touchUp 1");
    }
  }

  private static TouchPoint point(Phase phase, int id, float x, float y) {
    var point = new TouchPoint();
    point.phase = phase;
    point.id = id;
    point.x01 = x;
    point.y01 = y;
    return point;
  }

  @Test
  void fingers_move_the_pointer_where_no_touch_is_allowed() throws Exception {
    try (var injector = inject(Portal.POINTER)) {
      injector.touch(point(Phase.DOWN, 1, 0, 0));
      injector.touch(point(Phase.UP, 1, 0, 0));

      assertThat(seen(3)).containsExactly("position 42 0.0 0.0", "button 272 1", "button 272 0");
    }
  }

  @Test
  void what_a_person_did_not_allow_is_left_out() throws Exception {
    try (var injector = inject(Portal.KEYBOARD)) {
      assertThat(health.degraded).contains("the user of the desktop allows no pointer");
      injector.button(0x110, true);
      injector.moveTo(0, 0);
      injector.key(1, true);

      assertThat(seen(1)).containsExactly("key 1 1");
    }
  }

  @Test
  void no_input_allowed_is_a_no() {
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> inject(0))
        .matches(e -> e.kind() == Kind.DENIED_BY_USER);
  }

  @Test
  void after_eis_the_portal_takes_nothing_else_and_that_is_said() throws Exception {
    inject(7).close();
    var eis = (InputTarget.EisFd) display.inputTargets().getFirst();
    Fd.close(eis.connect().open());
    var place = new Placement(display.id(), new InputTarget.Own(), display.region());

    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> input.open(place, ALL, Feedback.NONE, health))
        .withMessageContaining("through EIS alone");
  }

  @Test
  void what_was_released_before_the_end_is_released() throws Exception {
    var injector = inject(7);
    for (int i = 0; i < 100; i++) {
      injector.key(i + 1, true);
      injector.key(i + 1, false);
    }
    injector.close();

    assertThat(seen(200)).endsWith("key 100 1", "key 100 0");
  }

  @Test
  void a_portal_that_has_gone_loses_the_display_and_blocks_nothing() throws Exception {
    var injector = inject(7);
    bus.kill();
    assertThat(health.awaitLoss().kind()).isEqualTo(Kind.DEVICE_LOST);

    long start = System.nanoTime();
    for (int i = 0; i < 5000; i++) {
      injector.moveBy(1, 1);
    }
    injector.close();

    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(3));
  }
}
