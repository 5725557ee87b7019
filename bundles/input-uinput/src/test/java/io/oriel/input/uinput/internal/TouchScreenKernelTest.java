package io.oriel.input.uinput.internal;

import static io.oriel.input.uinput.internal.Rig.axis;
import static io.oriel.input.uinput.internal.Rig.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.TouchPoint;
import io.oriel.api.input.TouchPoint.Phase;
import io.oriel.input.uinput.evdev.KernelVm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The touch screen, read at its event node.
@Tag("kernel")
class TouchScreenKernelTest {
  @BeforeAll
  static void kernel() {
    KernelVm.needUinput();
  }

  @Test
  void a_finger_goes_down_moves_and_goes_up() throws Exception {
    try (var rig = new Rig(DeviceKind.TOUCH)) {
      var screen = rig.reader("Touch Screen");

      rig.injector.touch(finger(Phase.DOWN, 5, 0.25f, 0.5f));
      rig.injector.touch(finger(Phase.MOVE, 5, 0.5f, 0.5f));
      rig.injector.touch(finger(Phase.UP, 5, 0.5f, 0.5f));

      assertThat(screen.properties()).containsExactly(Evdev.INPUT_PROP_DIRECT);
      assertThat(screen.frame())
          .containsExactly(
              axis(Evdev.ABS_MT_TRACKING_ID, 0),
              axis(Evdev.ABS_MT_POSITION_X, 16384),
              axis(Evdev.ABS_MT_POSITION_Y, 32768),
              axis(Evdev.ABS_MT_PRESSURE, 512),
              key(Evdev.BTN_TOUCH, 1),
              axis(Evdev.ABS_X, 16384),
              axis(Evdev.ABS_Y, 32768),
              axis(Evdev.ABS_PRESSURE, 512));
      assertThat(screen.frame())
          .containsExactly(axis(Evdev.ABS_MT_POSITION_X, 32768), axis(Evdev.ABS_X, 32768));
      assertThat(screen.frame())
          .containsExactly(
              axis(Evdev.ABS_MT_TRACKING_ID, -1),
              axis(Evdev.ABS_PRESSURE, 0),
              key(Evdev.BTN_TOUCH, 0));
    }
  }

  @Test
  void a_finger_has_a_size_and_a_direction() throws Exception {
    try (var rig = new Rig(DeviceKind.TOUCH)) {
      var screen = rig.reader("Touch Screen");
      var point = finger(Phase.DOWN, 1, 0, 0);
      point.major01 = 0.02f;
      point.minor01 = 0.01f;
      point.rotationDegrees = 100;

      rig.injector.touch(point);
      point.phase = Phase.MOVE;
      point.rotationDegrees = 190;
      rig.injector.touch(point);

      assertThat(screen.frame())
          .contains(
              axis(Evdev.ABS_MT_TOUCH_MAJOR, 1310),
              axis(Evdev.ABS_MT_TOUCH_MINOR, 655),
              axis(Evdev.ABS_MT_ORIENTATION, -80));
      assertThat(screen.frame()).containsExactly(axis(Evdev.ABS_MT_ORIENTATION, 10));
    }
  }

  @Test
  void sixteen_fingers_have_slots_of_their_own_and_a_seventeenth_is_not_there() throws Exception {
    try (var rig = new Rig(DeviceKind.TOUCH)) {
      var screen = rig.reader("Touch Screen");

      for (int id = 0; id < 16; id++) {
        rig.injector.touch(finger(Phase.DOWN, 100 + id, id / 16f, 0.5f));
      }
      rig.injector.touch(finger(Phase.DOWN, 999, 0.5f, 0.5f));
      rig.injector.touch(finger(Phase.UP, 107, 0.5f, 0.5f));
      rig.injector.touch(finger(Phase.DOWN, 999, 0.5f, 0.5f));

      assertThat(screen.frame()).contains(axis(Evdev.ABS_MT_TRACKING_ID, 0));
      for (int id = 1; id < 16; id++) {
        assertThat(screen.frame())
            .contains(axis(Evdev.ABS_MT_SLOT, id), axis(Evdev.ABS_MT_TRACKING_ID, id));
      }
      assertThat(screen.frame())
          .containsExactly(axis(Evdev.ABS_MT_SLOT, 7), axis(Evdev.ABS_MT_TRACKING_ID, -1));
      assertThat(screen.frame()).startsWith(axis(Evdev.ABS_MT_TRACKING_ID, 16));
    }
  }

  @Test
  void a_cancelled_finger_becomes_a_palm_before_it_goes() throws Exception {
    try (var rig = new Rig(DeviceKind.TOUCH)) {
      var screen = rig.reader("Touch Screen");

      rig.injector.touch(finger(Phase.DOWN, 1, 0.1f, 0.1f));
      rig.injector.touch(finger(Phase.DOWN, 2, 0.2f, 0.2f));
      rig.injector.touch(finger(Phase.CANCEL, 2, 0, 0));
      rig.injector.touch(finger(Phase.CANCEL_ALL, 0, 0, 0));

      screen.frame();
      screen.frame();
      assertThat(screen.frame()).containsExactly(axis(Evdev.ABS_MT_TOOL_TYPE, Evdev.MT_TOOL_PALM));
      assertThat(screen.frame()).containsExactly(axis(Evdev.ABS_MT_TRACKING_ID, -1));
      assertThat(screen.frame())
          .containsExactly(
              axis(Evdev.ABS_MT_SLOT, 0), axis(Evdev.ABS_MT_TOOL_TYPE, Evdev.MT_TOOL_PALM));
      assertThat(screen.frame())
          .contains(axis(Evdev.ABS_MT_TRACKING_ID, -1), key(Evdev.BTN_TOUCH, 0));
    }
  }

  @Test
  void hovering_and_late_fingers_are_not_told() throws Exception {
    try (var rig = new Rig(DeviceKind.TOUCH)) {
      var screen = rig.reader("Touch Screen");

      rig.injector.touch(finger(Phase.HOVER, 1, 0.1f, 0.1f));
      rig.injector.touch(finger(Phase.MOVE, 1, 0.1f, 0.1f));
      rig.injector.touch(finger(Phase.UP, 1, 0.1f, 0.1f));
      rig.injector.touch(finger(Phase.CANCEL, 1, 0.1f, 0.1f));
      rig.injector.touch(finger(Phase.HOVER_LEAVE, 1, 0.1f, 0.1f));

      assertThat(screen.quiet()).isTrue();
    }
  }

  static TouchPoint finger(Phase phase, int id, float x01, float y01) {
    var point = new TouchPoint();
    point.phase = phase;
    point.id = id;
    point.x01 = x01;
    point.y01 = y01;
    point.pressure01 = 0.5f;
    point.rotationDegrees = -1;
    return point;
  }
}
