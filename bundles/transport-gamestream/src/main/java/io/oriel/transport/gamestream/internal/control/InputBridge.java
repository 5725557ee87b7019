package io.oriel.transport.gamestream.internal.control;

import io.oriel.api.input.BatteryState;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.Injector;
import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PadType;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.wire.gamestream.input.InputEvents;
import io.oriel.wire.gamestream.input.VirtualKeys;
import java.util.EnumSet;
import java.util.Set;

/// Turns the protocol's input into the host's (GameStream protocol notes §6.3). The control thread;
/// allocates only when a controller arrives.
final class InputBridge implements InputEvents {
  private static final int[] BUTTONS = {0, 0x110, 0x112, 0x111, 0x113, 0x114};
  private static final int LEFT_CTRL = 29;
  private static final int LEFT_SHIFT = 42;
  private static final int RIGHT_SHIFT = 54;
  private static final int LEFT_ALT = 56;
  private static final int RIGHT_CTRL = 97;
  private static final int RIGHT_ALT = 100;
  private static final int LEFT_META = 125;
  private static final int RIGHT_META = 126;
  private static final TouchPoint.Phase[] PHASES = {
    TouchPoint.Phase.HOVER,
    TouchPoint.Phase.DOWN,
    TouchPoint.Phase.UP,
    TouchPoint.Phase.MOVE,
    TouchPoint.Phase.CANCEL,
    TouchPoint.Phase.MOVE, // buttons only, of a pen
    TouchPoint.Phase.HOVER_LEAVE,
    TouchPoint.Phase.CANCEL_ALL
  };

  private final Injector injector;
  private final Runnable hapticsWanted;
  private final TouchPoint point = new TouchPoint();
  private final PenSample pen = new PenSample();
  private final GamepadState pad = new GamepadState();
  private int modifiersHeld; // one bit per key of modifierBit
  private int pads; // slots with a controller
  private long unknownKeys;

  /// @param hapticsWanted the client takes rumble messages
  InputBridge(Injector injector, Runnable hapticsWanted) {
    this.injector = injector;
    this.hapticsWanted = hapticsWanted;
  }

  /// Keys that no evdev code stands for.
  long unknownKeys() {
    return unknownKeys;
  }

  @Override
  public void key(int virtualKey, boolean down, int modifiers, boolean asIs) {
    int code = VirtualKeys.evdev(virtualKey, asIs);
    if (code == 0) {
      unknownKeys++;
      return;
    }
    int own = modifierBit(code);
    if (own != 0) {
      modifiersHeld = down ? modifiersHeld | own : modifiersHeld & ~own;
      injector.key(code, down);
      return;
    }
    // soft keyboards send the letter with its modifiers only as bits of the same packet
    boolean shift = down && (modifiers & 1) != 0 && (modifiersHeld & 0x03) == 0;
    boolean ctrl = down && (modifiers & 2) != 0 && (modifiersHeld & 0x0c) == 0;
    boolean alt = down && (modifiers & 4) != 0 && (modifiersHeld & 0x30) == 0;
    around(shift, ctrl, alt, true);
    injector.key(code, down);
    around(shift, ctrl, alt, false);
  }

  private void around(boolean shift, boolean ctrl, boolean alt, boolean down) {
    if (shift) {
      injector.key(LEFT_SHIFT, down);
    }
    if (ctrl) {
      injector.key(LEFT_CTRL, down);
    }
    if (alt) {
      injector.key(LEFT_ALT, down);
    }
  }

  private static int modifierBit(int code) {
    return switch (code) {
      case LEFT_SHIFT -> 0x01;
      case RIGHT_SHIFT -> 0x02;
      case LEFT_CTRL -> 0x04;
      case RIGHT_CTRL -> 0x08;
      case LEFT_ALT -> 0x10;
      case RIGHT_ALT -> 0x20;
      case LEFT_META -> 0x40;
      case RIGHT_META -> 0x80;
      default -> 0;
    };
  }

  @Override
  public void text(CharSequence text) {
    injector.text(text);
  }

  @Override
  public void moveBy(int dx, int dy) {
    injector.moveBy(dx, dy);
  }

  @Override
  public void moveTo(int x, int y, int lastX, int lastY) {
    injector.moveTo((double) x / lastX, (double) y / lastY);
  }

  @Override
  public void button(int number, boolean down) {
    injector.button(BUTTONS[number], down);
  }

  @Override
  public void scrollVertical(int amount) {
    injector.scroll(0, -amount); // theirs is up positive, ours down
  }

  @Override
  public void scrollHorizontal(int amount) {
    injector.scroll(amount, 0);
  }

  @Override
  public void controller(
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
    if ((mask & bit) == 0) {
      if ((pads & bit) != 0) {
        pads &= ~bit;
        injector.padGone(number);
      }
      return;
    }
    if ((pads & bit) == 0) {
      // a client that announces nothing: the usual kind (GS-I-02)
      pads |= bit;
      injector.padConnected(number, info(number, PadType.XBOX, 0x03, 0));
    }
    pad.buttons = buttons;
    pad.leftTrigger = leftTrigger;
    pad.rightTrigger = rightTrigger;
    pad.leftX = leftX;
    pad.leftY = leftY;
    pad.rightX = rightX;
    pad.rightY = rightY;
    injector.gamepad(number, pad);
  }

  @Override
  public void arrival(int number, int type, int capabilities, int buttons) {
    PadType[] types = PadType.values();
    PadType known = type < types.length ? types[type] : PadType.UNKNOWN;
    if ((pads & 1 << number) != 0) {
      injector.padGone(number);
    }
    pads |= 1 << number;
    injector.padConnected(number, info(number, known, capabilities, buttons));
  }

  /// The wire's capability bits, in the order of [PadCapability]'s first nine but one.
  private static PadInfo info(int number, PadType type, int bits, int buttons) {
    PadCapability[] order = {
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
    Set<PadCapability> has = EnumSet.noneOf(PadCapability.class);
    for (int i = 0; i < order.length; i++) {
      if ((bits & 1 << i) != 0) {
        has.add(order[i]);
      }
    }
    if (type == PadType.PLAYSTATION) {
      has.add(PadCapability.ADAPTIVE_TRIGGERS); // no bit for them; clients ignore what is too much
    }
    return new PadInfo(type, has, buttons, "pad-" + number);
  }

  @Override
  public void touch(
      int event, int id, float x, float y, float pressure, float major, float minor, int rotation) {
    fill(event, id, x, y, pressure);
    point.major01 = major;
    point.minor01 = minor;
    point.rotationDegrees = rotation < 360 ? rotation : -1;
    injector.touch(point);
  }

  @Override
  public void padTouch(
      int number, int event, int touchpad, int id, float x, float y, float pressure) {
    fill(event, id, x, y, pressure);
    point.major01 = 0;
    point.minor01 = 0;
    point.rotationDegrees = -1;
    injector.padTouch(number, touchpad, point);
  }

  private void fill(int event, int id, float x, float y, float pressure) {
    point.phase = PHASES[event];
    point.id = id;
    point.x01 = x;
    point.y01 = y;
    point.pressure01 = pressure == 0 ? Float.NaN : pressure;
  }

  @Override
  public void pen(
      int event,
      int tool,
      int buttons,
      float x,
      float y,
      float pressure,
      int rotation,
      int tilt,
      float major,
      float minor) {
    pen.phase = PHASES[event];
    pen.tool =
        switch (tool) {
          case 1 -> PenSample.Tool.PEN;
          case 2 -> PenSample.Tool.ERASER;
          default -> PenSample.Tool.UNKNOWN;
        };
    pen.buttons = buttons;
    pen.x01 = x;
    pen.y01 = y;
    pen.pressure01 = pressure == 0 ? Float.NaN : pressure;
    pen.rotationDegrees = rotation < 360 ? rotation : -1;
    pen.tiltDegrees = tilt <= 90 ? tilt : -1;
    injector.pen(pen);
  }

  @Override
  public void motion(int number, int type, float x, float y, float z) {
    injector.motion(number, type == 1 ? MotionType.ACCELEROMETER : MotionType.GYROSCOPE, x, y, z);
  }

  @Override
  public void battery(int number, int state, int percent) {
    BatteryState known =
        switch (state) {
          case 1 -> BatteryState.NOT_PRESENT;
          case 2 -> BatteryState.DISCHARGING;
          case 3 -> BatteryState.CHARGING;
          case 4 -> BatteryState.NOT_CHARGING;
          case 5 -> BatteryState.FULL;
          default -> BatteryState.UNKNOWN;
        };
    injector.battery(number, known, percent <= 100 ? percent : -1);
  }

  @Override
  public void haptics(boolean wanted) {
    if (wanted) {
      hapticsWanted.run();
    }
  }
}
