package io.oriel.input.uinput.internal;

import io.oriel.api.input.Feedback;
import io.oriel.api.input.GamepadState;
import io.oriel.input.uinput.internal.nat.DeviceSpec;
import io.oriel.input.uinput.internal.nat.KernelDevice;
import io.oriel.media.nat.ErrnoException;

/// A controller as `drivers/input/joystick/xpad.c` shows Microsoft's Xbox 360 one, which every game
/// knows, with the paddles and the share button of its successors. One thread at a time.
///
/// The kernel drops what has not changed, so whole states are written.
final class Pad {
  // as xpad sets them: sticks are noisy, and rest somewhere near the middle
  private static final int FUZZ = 16;
  private static final int FLAT = 128;
  private static final int MOST_TRIGGER = 255;

  /// Pairs of a bit of [GamepadState#buttons] and a code. Microsoft's X and Y keep the kernel's old
  /// names for them, which say north and west the wrong way round.
  private static final int[] BUTTONS = {
    GamepadState.SOUTH, Evdev.BTN_SOUTH,
    GamepadState.EAST, Evdev.BTN_EAST,
    GamepadState.WEST, Evdev.BTN_NORTH,
    GamepadState.NORTH, Evdev.BTN_WEST,
    GamepadState.LEFT_SHOULDER, Evdev.BTN_TL,
    GamepadState.RIGHT_SHOULDER, Evdev.BTN_TR,
    GamepadState.BACK, Evdev.BTN_SELECT,
    GamepadState.START, Evdev.BTN_START,
    GamepadState.GUIDE, Evdev.BTN_MODE,
    GamepadState.LEFT_STICK, Evdev.BTN_THUMBL,
    GamepadState.RIGHT_STICK, Evdev.BTN_THUMBR,
    GamepadState.PADDLE1, Evdev.BTN_TRIGGER_HAPPY5,
    GamepadState.PADDLE2, Evdev.BTN_TRIGGER_HAPPY5 + 1,
    GamepadState.PADDLE3, Evdev.BTN_TRIGGER_HAPPY5 + 2,
    GamepadState.PADDLE4, Evdev.BTN_TRIGGER_HAPPY5 + 3,
    GamepadState.MISC, Evdev.KEY_RECORD,
  };

  private final KernelDevice device;
  private final PadRumble rumble;

  private Pad(KernelDevice device, PadRumble rumble) {
    this.device = device;
    this.rumble = rumble;
  }

  /// Makes the device and starts to serve its rumble.
  static Pad create(Names names, int slot, Feedback feedback) throws ErrnoException {
    var device = KernelDevice.create(spec(names, slot));
    try {
      String thread = "oriel-ff" + (slot + 1) + "-" + names.display();
      var rumble = new PadRumble(device, slot, feedback, thread);
      rumble.start();
      return new Pad(device, rumble);
    } catch (ErrnoException e) {
      device.close();
      throw e;
    }
  }

  static DeviceSpec spec(Names names, int slot) {
    var spec =
        names
            .pad(slot)
            .stick(Evdev.ABS_X, FUZZ, FLAT)
            .stick(Evdev.ABS_Y, FUZZ, FLAT)
            .stick(Evdev.ABS_RX, FUZZ, FLAT)
            .stick(Evdev.ABS_RY, FUZZ, FLAT)
            .axis(Evdev.ABS_Z, 0, MOST_TRIGGER, 0)
            .axis(Evdev.ABS_RZ, 0, MOST_TRIGGER, 0)
            .axis(Evdev.ABS_HAT0X, -1, 1, 0)
            .axis(Evdev.ABS_HAT0Y, -1, 1, 0)
            .effects(
                EffectMixer.EFFECTS,
                Evdev.FF_RUMBLE,
                Evdev.FF_PERIODIC,
                Evdev.FF_SQUARE,
                Evdev.FF_TRIANGLE,
                Evdev.FF_SINE,
                Evdev.FF_GAIN);
    for (int i = 0; i < BUTTONS.length; i += 2) {
      spec.keys(BUTTONS[i + 1]);
    }
    return spec;
  }

  void state(GamepadState state) throws ErrnoException {
    int buttons = state.buttons;
    for (int i = 0; i < BUTTONS.length; i += 2) {
      device.put(Evdev.EV_KEY, BUTTONS[i + 1], (buttons & BUTTONS[i]) != 0 ? 1 : 0);
    }
    put(Evdev.ABS_HAT0X, hat(buttons, GamepadState.LEFT, GamepadState.RIGHT));
    put(Evdev.ABS_HAT0Y, hat(buttons, GamepadState.UP, GamepadState.DOWN));
    put(Evdev.ABS_X, state.leftX);
    put(Evdev.ABS_Y, down(state.leftY));
    put(Evdev.ABS_RX, state.rightX);
    put(Evdev.ABS_RY, down(state.rightY));
    put(Evdev.ABS_Z, state.leftTrigger);
    put(Evdev.ABS_RZ, state.rightTrigger);
    device.send();
  }

  /// The device's folder below `/sys/devices/virtual/input`.
  String sysName() {
    return device.sysName();
  }

  void close() {
    if (rumble.stop()) {
      device.close();
    } else {
      device.remove();
    }
  }

  /// Both at once is neither.
  private static int hat(int buttons, int less, int more) {
    return ((buttons & more) != 0 ? 1 : 0) - ((buttons & less) != 0 ? 1 : 0);
  }

  /// Up is negative in the kernel; the lowest value has no counterpart.
  private static int down(int up) {
    return Math.min(-up, Short.MAX_VALUE);
  }

  private void put(int code, int value) {
    device.put(Evdev.EV_ABS, code, value);
  }
}
