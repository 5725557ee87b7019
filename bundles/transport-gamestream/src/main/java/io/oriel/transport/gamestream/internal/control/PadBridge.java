package io.oriel.transport.gamestream.internal.control;

import io.oriel.api.input.BatteryState;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.Injector;
import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PadType;
import io.oriel.api.input.TouchPoint;
import java.util.EnumSet;
import java.util.Set;

/// Turns the protocol's controllers into the host's: which there are (GS-I-02) and what they do
/// (GameStream protocol notes §6.2, §6.3). Control thread; allocates only when one arrives.
final class PadBridge {
  /// What a client has that announces nothing: analog triggers and rumble.
  private static final int USUAL = 0x03;

  /// The wire's capability bits, lowest first.
  private static final PadCapability[] CAPABILITIES = {
    PadCapability.ANALOG_TRIGGERS,
    PadCapability.RUMBLE,
    PadCapability.TRIGGER_RUMBLE,
    PadCapability.TOUCHPAD,
    PadCapability.ACCELEROMETER,
    PadCapability.GYROSCOPE,
    PadCapability.BATTERY,
    PadCapability.RGB_LED,
    PadCapability.SECOND_TOUCHPAD
  };

  private static final PadType[] TYPES = PadType.values();

  private static final int MOST = 16;
  private static final GamepadState NEUTRAL = new GamepadState();

  private final TouchPoint noFinger = new TouchPoint();
  private final Injector injector;
  private final PadFeedback feedback;
  private final Oddities oddities;
  private final GamepadState state = new GamepadState();
  private int present; // one bit for each slot with a controller
  private int stateOf = -1; // the slot whose state has not been passed on yet

  PadBridge(Injector injector, PadFeedback feedback, Oddities oddities) {
    this.injector = injector;
    this.feedback = feedback;
    this.oddities = oddities;
    noFinger.phase = TouchPoint.Phase.CANCEL_ALL;
    noFinger.pressure01 = Float.NaN;
    noFinger.rotationDegrees = -1;
  }

  /// Whether an event of this slot's controller counts.
  private boolean arrived(int number) {
    if ((present & 1 << number) == 0) {
      oddities.nobody(number);
      return false;
    }
    return true;
  }

  void controller(
      int number,
      int mask,
      int buttons,
      int leftTrigger,
      int rightTrigger,
      int leftX,
      int leftY,
      int rightX,
      int rightY) {
    int bit = 1 << number;
    if (stateOf != number || buttons != state.buttons) {
      settle();
    }
    if ((mask & bit) == 0) {
      settle();
      if ((present & bit) != 0) {
        present &= ~bit;
        feedback.gone(number);
        injector.padGone(number);
      }
      return;
    }
    if ((present & bit) == 0) {
      connect(number, info(number, PadType.XBOX, USUAL, 0));
    }
    state.buttons = buttons;
    state.leftTrigger = leftTrigger;
    state.rightTrigger = rightTrigger;
    state.leftX = leftX;
    state.leftY = leftY;
    state.rightX = rightX;
    state.rightY = rightY;
    stateOf = number;
  }

  /// Passes on the state that a newer one could still replace: of the same controller, with the
  /// same buttons.
  void settle() {
    if (stateOf >= 0) {
      int number = stateOf;
      stateOf = -1;
      injector.gamepad(number, state);
    }
  }

  /// Makes all controllers neutral.
  ///
  /// @return whether there was one
  boolean letGo() {
    for (int number = 0; number < MOST; number++) {
      if ((present & 1 << number) != 0) {
        injector.gamepad(number, NEUTRAL);
        injector.padTouch(number, 0, noFinger);
        injector.padTouch(number, 1, noFinger);
      }
    }
    return present != 0;
  }

  void arrival(int number, int type, int capabilities, int buttons) {
    settle();
    PadType known = type < TYPES.length ? TYPES[type] : PadType.UNKNOWN;
    connect(number, info(number, known, capabilities, buttons));
  }

  private void connect(int number, PadInfo pad) {
    present |= 1 << number;
    feedback.arrived(number, pad.capabilities());
    injector.padConnected(number, pad);
  }

  private static PadInfo info(int number, PadType type, int bits, int buttons) {
    Set<PadCapability> has = EnumSet.noneOf(PadCapability.class);
    for (int i = 0; i < CAPABILITIES.length; i++) {
      if ((bits & 1 << i) != 0) {
        has.add(CAPABILITIES[i]);
      }
    }
    if (has.contains(PadCapability.SECOND_TOUCHPAD)) {
      has.add(PadCapability.TOUCHPAD);
    }
    if (type == PadType.PLAYSTATION) {
      has.add(PadCapability.ADAPTIVE_TRIGGERS); // no bit for them; clients ignore what is too much
    }
    return new PadInfo(type, has, buttons, "pad-" + number);
  }

  void touch(int number, int touchpad, TouchPoint point) {
    settle();
    if (arrived(number)) {
      injector.padTouch(number, touchpad, point);
    }
  }

  void motion(int number, int type, float x, float y, float z) {
    settle();
    if (arrived(number)) {
      injector.motion(number, type == 1 ? MotionType.ACCELEROMETER : MotionType.GYROSCOPE, x, y, z);
    }
  }

  void battery(int number, int state, int percent) {
    settle();
    if (arrived(number)) {
      injector.battery(number, batteryState(state), percent <= 100 ? percent : -1);
    }
  }

  private static BatteryState batteryState(int wire) {
    return switch (wire) {
      case 1 -> BatteryState.NOT_PRESENT;
      case 2 -> BatteryState.DISCHARGING;
      case 3 -> BatteryState.CHARGING;
      case 4 -> BatteryState.NOT_CHARGING;
      case 5 -> BatteryState.FULL;
      default -> BatteryState.UNKNOWN;
    };
  }
}
