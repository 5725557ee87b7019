package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.BatteryState;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PadType;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.api.input.TouchPoint.Phase;
import io.oriel.api.session.Stage;
import io.oriel.api.trust.Right;
import io.oriel.host.session.internal.media.PictureArea;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InputGuardTest {
  private static final PadInfo XBOX = new PadInfo(PadType.XBOX, Set.of(), 0, "pad-0");

  private final RecordedInput injector = new RecordedInput();
  private final List<String> events = injector.events;
  private final List<String> changes = new ArrayList<>();
  private final PadSlots pads = new PadSlots(() -> 2, new Noting());
  private final List<Throwable> broken = new ArrayList<>();
  private final InputGuard guard =
      new InputGuard(
          EnumSet.allOf(Right.class), new PictureArea(), pads, (_, cause) -> broken.add(cause));
  private InputStage stage;

  private final class Noting implements PadSlots.Changes {
    @Override
    public void changed(int slot) {
      changes.add("changed " + slot);
    }

    @Override
    public void reclaimed(int slot) {
      changes.add("reclaimed " + slot);
    }

    @Override
    public void beyondLimit(int slot, int limit) {
      changes.add("beyond " + slot + " " + limit);
    }
  }

  @BeforeEach
  void open() {
    stage = stage(injector);
  }

  private InputStage stage(RecordedInput takes) {
    var provider = new Provider<>(Stage.INPUT, "fake", new Object(), 0);
    var made = new InputStage(EnumSet.allOf(DeviceKind.class));
    made.is(new OpenStage<>(provider, takes, () -> {}));
    guard.attach(made);
    guard.flushes(new InputStage[] {made});
    return made;
  }

  private void drain() {
    stage.stage().drain(System.nanoTime() + 1_000_000_000, () -> guard.releaseHeld(stage));
  }

  private static TouchPoint finger(Phase phase, int id, float x) {
    var point = new TouchPoint();
    point.phase = phase;
    point.id = id;
    point.x01 = x;
    return point;
  }

  private static PenSample pen(Phase phase, float x) {
    var sample = new PenSample();
    sample.phase = phase;
    sample.x01 = x;
    return sample;
  }

  @Test
  void repeated_downs_and_ups_are_dropped() {
    guard.key(30, true);
    guard.key(30, true);
    guard.key(30, false);
    guard.key(30, false);

    assertThat(events).containsExactly("key 30 down", "key 30 up");
  }

  @Test
  void what_is_held_is_released_before_the_injector_closes() {
    guard.key(42, true);
    guard.button(0x110, true);
    guard.touch(finger(Phase.DOWN, 7, 0.5f));
    guard.pen(pen(Phase.HOVER, 0.5f));
    guard.padConnected(1, XBOX);
    pads.slot(1).bind(stage, pads.slot(1).wanted());
    guard.padTouch(1, 1, finger(Phase.DOWN, 3, 0));
    events.clear();

    drain();

    assertThat(events)
        .containsExactly(
            "key 42 up",
            "button 272 up",
            "touch CANCEL_ALL 0 0.0 0.0",
            "pen CANCEL_ALL 0.0 0.0",
            "padtouch 1 1 CANCEL_ALL 0",
            "state 1 0",
            "gone 1",
            "close");
  }

  @Test
  void without_the_right_nothing_passes_but_what_lets_go() {
    guard.key(31, true);
    guard.touch(finger(Phase.DOWN, 1, 0.5f));
    events.clear();
    guard.rights(Set.of(Right.VIEW));

    guard.key(30, true);
    guard.moveTo(0.5, 0.5);
    guard.text("x");
    guard.touch(finger(Phase.MOVE, 1, 0.6f));
    guard.padConnected(0, XBOX);
    guard.key(31, false);
    guard.touch(finger(Phase.UP, 1, 0.6f));

    assertThat(events).containsExactly("key 31 up", "touch UP 1 0.6 0.0");
    assertThat(changes).isEmpty();
  }

  @Test
  void nonsense_does_not_pass() {
    guard.key(-1, true);
    guard.key(1 << 20, true);
    guard.moveTo(Double.NaN, 0);
    guard.moveTo(-3, 7);
    guard.padConnected(16, XBOX);
    guard.padConnected(-1, XBOX);
    guard.gamepad(99, new GamepadState());
    guard.padTouch(0, 2, finger(Phase.DOWN, 1, 0));

    assertThat(events).containsExactly("to 0.0 1.0");
    assertThat(changes).isEmpty();
  }

  @Test
  void a_finger_moves_and_leaves_only_after_it_came() {
    guard.touch(finger(Phase.MOVE, 1, 0.1f));
    guard.touch(finger(Phase.UP, 1, 0.1f));
    guard.touch(finger(Phase.HOVER, 1, 0.2f));
    guard.touch(finger(Phase.DOWN, 1, 0.3f));
    guard.touch(finger(Phase.DOWN, 1, 0.4f));
    guard.touch(finger(Phase.HOVER, 1, 0.4f));
    guard.touch(finger(Phase.DOWN, 2, 0.5f));
    guard.touch(finger(Phase.CANCEL, 1, 0));
    guard.touch(finger(Phase.MOVE, 1, 0.6f));
    guard.touch(finger(Phase.CANCEL_ALL, 0, 0));
    guard.touch(finger(Phase.CANCEL_ALL, 0, 0));

    assertThat(events)
        .containsExactly(
            "touch HOVER 1 0.2 0.0",
            "touch DOWN 1 0.3 0.0",
            "touch DOWN 2 0.5 0.0",
            "touch CANCEL 1 0.3 0.0",
            "touch CANCEL_ALL 0 0.0 0.0");
  }

  @Test
  void more_fingers_than_anybody_has_are_ignored() {
    for (int i = 0; i < 100; i++) {
      guard.touch(finger(Phase.DOWN, i, 0));
    }

    assertThat(events).hasSize(32);
  }

  @Test
  void a_pen_draws_only_after_it_came_down() {
    guard.pen(pen(Phase.MOVE, 0.1f));
    guard.pen(pen(Phase.HOVER, 0.2f));
    guard.pen(pen(Phase.DOWN, 0.3f));
    guard.pen(pen(Phase.HOVER_LEAVE, 0));
    guard.pen(pen(Phase.UP, 0.4f));
    guard.pen(pen(Phase.HOVER_LEAVE, 0));

    assertThat(events)
        .containsExactly(
            "pen HOVER 0.2 0.0", "pen DOWN 0.3 0.0", "pen UP 0.4 0.0", "pen HOVER_LEAVE 0.4 0.0");
  }

  @Test
  void what_came_before_the_device_is_there_is_caught_up() {
    var held = new GamepadState();
    held.buttons = GamepadState.SOUTH;
    guard.padConnected(0, XBOX);
    guard.battery(0, BatteryState.CHARGING, 40);
    guard.gamepad(0, held);
    guard.motion(0, MotionType.GYROSCOPE, 0, 0, 0);
    assertThat(events).isEmpty();

    pads.slot(0).bind(stage, pads.slot(0).wanted());
    guard.motion(0, MotionType.GYROSCOPE, 0, 0, 0);

    assertThat(changes).containsExactly("changed 0");
    assertThat(events)
        .containsExactly(
            "pad 0 XBOX", "battery 0 CHARGING 40", "state 0 4096", "motion 0 GYROSCOPE");
  }

  @Test
  void a_controller_beyond_the_limit_is_told_once_and_ignored() {
    guard.padConnected(0, XBOX);
    guard.padConnected(5, XBOX);
    guard.padConnected(9, XBOX);
    guard.padConnected(9, XBOX);
    guard.gamepad(9, new GamepadState());
    guard.padGone(0);
    guard.padConnected(9, XBOX);

    assertThat(changes)
        .containsExactly("changed 0", "changed 5", "beyond 9 2", "changed 0", "changed 9");
  }

  @Test
  void the_same_controller_again_changes_nothing_and_another_one_does() {
    guard.padConnected(0, XBOX);
    guard.padConnected(0, new PadInfo(PadType.XBOX, Set.of(), 0, "pad-0"));
    guard.padConnected(0, new PadInfo(PadType.STEAM, Set.of(), 0, "pad-0"));

    assertThat(changes).containsExactly("changed 0", "changed 0");
  }

  @Test
  void an_injector_that_throws_is_reported_and_harms_nobody() {
    guard.detach(stage);
    stage(
        new RecordedInput() {
          @Override
          public void key(int evdevCode, boolean down) {
            throw new IllegalStateException("boom");
          }
        });

    guard.key(30, true);

    assertThat(broken).singleElement().asString().contains("boom");
  }

  @Test
  void after_the_injector_left_events_go_nowhere() {
    drain();
    guard.detach(stage);
    events.clear();

    guard.key(30, true);
    guard.touch(finger(Phase.DOWN, 1, 0));
    guard.flush();

    assertThat(events).isEmpty();
  }

  @Test
  void hands_make_a_session_busy_and_sensors_do_not() throws Exception {
    long before = guard.touchedNanos();

    guard.motion(0, MotionType.GYROSCOPE, 1, 1, 1);
    guard.battery(0, BatteryState.FULL, 100);
    guard.flush();
    assertThat(guard.touchedNanos()).isEqualTo(before);
    guard.moveBy(1, 0);
    guard.flush();

    assertThat(guard.touchedNanos()).isGreaterThan(before);
  }
}
