package io.oriel.input.uinput.internal;

import static io.oriel.input.uinput.internal.Rig.axis;
import static io.oriel.input.uinput.internal.Rig.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.GamepadState;
import io.oriel.input.uinput.evdev.EvdevReader;
import io.oriel.input.uinput.evdev.KernelVm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Pads, read at their event nodes.
@Tag("kernel")
class PadKernelTest {
  @BeforeAll
  static void kernel() {
    KernelVm.needUinput();
  }

  @Test
  void a_pad_is_the_xbox_controller_that_games_know() throws Exception {
    try (var rig = new Rig(DeviceKind.GAMEPAD)) {
      rig.injector.padConnected(0, Rig.PAD);
      var pad = rig.reader("Pad 1");

      assertThat(pad.id()).containsExactly(3, 0x045e, 0x028e, 0x0114);
      assertThat(pad.phys()).isEqualTo("oriel-7f3a/pad-1");
      assertThat(pad.axis(Evdev.ABS_X))
          .isEqualTo(new EvdevReader.Axis(0, -32768, 32767, 16, 128, 0));
      assertThat(pad.axis(Evdev.ABS_RZ)).isEqualTo(new EvdevReader.Axis(0, 0, 255, 0, 0, 0));
      assertThat(pad.axis(Evdev.ABS_HAT0Y)).isEqualTo(new EvdevReader.Axis(0, -1, 1, 0, 0, 0));
      assertThat(pad.codes(Evdev.EV_FF)).contains(Evdev.FF_RUMBLE, Evdev.FF_SINE, Evdev.FF_GAIN);
      assertThat(rig.complaints).isEmpty();
    }
  }

  @Test
  void every_button_of_a_pad_arrives() throws Exception {
    int[][] expected = {
      {GamepadState.SOUTH, 304},
      {GamepadState.EAST, 305},
      {GamepadState.WEST, 307}, // the kernel calls Microsoft's X north
      {GamepadState.NORTH, 308},
      {GamepadState.LEFT_SHOULDER, 310},
      {GamepadState.RIGHT_SHOULDER, 311},
      {GamepadState.BACK, 314},
      {GamepadState.START, 315},
      {GamepadState.GUIDE, 316},
      {GamepadState.LEFT_STICK, 317},
      {GamepadState.RIGHT_STICK, 318},
      {GamepadState.PADDLE1, 0x2c4},
      {GamepadState.PADDLE2, 0x2c5},
      {GamepadState.PADDLE3, 0x2c6},
      {GamepadState.PADDLE4, 0x2c7},
      {GamepadState.MISC, 167},
    };
    try (var rig = new Rig(DeviceKind.GAMEPAD)) {
      rig.injector.padConnected(0, Rig.PAD);
      var pad = rig.reader("Pad 1");
      var state = new GamepadState();

      for (int[] each : expected) {
        state.buttons = each[0];
        rig.injector.gamepad(0, state);
        state.buttons = 0;
        rig.injector.gamepad(0, state);
        assertThat(pad.frame()).containsExactly(key(each[1], 1));
        assertThat(pad.frame()).containsExactly(key(each[1], 0));
      }
    }
  }

  @Test
  void the_directional_pad_is_a_hat() throws Exception {
    try (var rig = new Rig(DeviceKind.GAMEPAD)) {
      rig.injector.padConnected(0, Rig.PAD);
      var pad = rig.reader("Pad 1");
      var state = new GamepadState();

      state.buttons = GamepadState.UP | GamepadState.RIGHT;
      rig.injector.gamepad(0, state);
      state.buttons = GamepadState.DOWN | GamepadState.LEFT;
      rig.injector.gamepad(0, state);
      state.buttons = GamepadState.DOWN | GamepadState.UP;
      rig.injector.gamepad(0, state);

      assertThat(pad.frame()).containsExactly(axis(Evdev.ABS_HAT0X, 1), axis(Evdev.ABS_HAT0Y, -1));
      assertThat(pad.frame()).containsExactly(axis(Evdev.ABS_HAT0X, -1), axis(Evdev.ABS_HAT0Y, 1));
      assertThat(pad.frame()).containsExactly(axis(Evdev.ABS_HAT0X, 0), axis(Evdev.ABS_HAT0Y, 0));
    }
  }

  @Test
  void sticks_and_triggers_arrive_in_one_report_and_up_is_negative() throws Exception {
    try (var rig = new Rig(DeviceKind.GAMEPAD)) {
      rig.injector.padConnected(0, Rig.PAD);
      var pad = rig.reader("Pad 1");
      var state = new GamepadState();
      state.leftX = -32768;
      state.leftY = 32767;
      state.rightX = 20000;
      state.rightY = -32768;
      state.leftTrigger = 1;
      state.rightTrigger = 255;

      rig.injector.gamepad(0, state);

      assertThat(pad.frame())
          .containsExactly(
              axis(Evdev.ABS_X, -32768),
              axis(Evdev.ABS_Y, -32767),
              axis(Evdev.ABS_RX, 20000),
              axis(Evdev.ABS_RY, 32767),
              axis(Evdev.ABS_Z, 1),
              axis(Evdev.ABS_RZ, 255));
    }
  }

  @Test
  void sixteen_pads_are_told_apart() throws Exception {
    try (var rig = new Rig(DeviceKind.GAMEPAD)) {
      for (int slot = 0; slot < 16; slot++) {
        rig.injector.padConnected(slot, Rig.PAD);
      }
      rig.injector.padConnected(16, Rig.PAD);
      var state = new GamepadState();
      state.buttons = GamepadState.SOUTH;

      var last = rig.reader("Pad 16");
      var first = rig.reader("Pad 1");
      rig.injector.gamepad(15, state);

      assertThat(last.frame()).containsExactly(key(Evdev.BTN_SOUTH, 1));
      assertThat(first.quiet()).isTrue();
      assertThat(EvdevReader.node("Oriel Pad 17 (7f3a)")).isNull();
    }
  }

  @Test
  void events_for_a_pad_that_never_arrived_are_dropped() throws Exception {
    try (var rig = new Rig(DeviceKind.GAMEPAD)) {
      rig.injector.gamepad(3, new GamepadState());
      rig.injector.padGone(3);

      assertThat(rig.complaints).isEmpty();
    }
  }
}
