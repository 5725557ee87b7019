package io.oriel.lib.browser;

import io.oriel.api.input.GamepadState;
import io.oriel.api.input.Injector;
import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PadType;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.lib.browser.wire.InputEvents;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;

/// Turns a page's input into the host's, and knows what it holds. One thread at a time; allocates
/// only when a controller arrives.
final class InputBridge implements InputEvents {
  private static final int MOST_CODE = 0x2ff; // KEY_MAX of linux/input-event-codes.h
  private static final float PLACES = 65_535f;
  private static final int PADS = 16;

  /// The wire's phases, in order ("Input events").
  private static final TouchPoint.Phase[] PHASES = {
    TouchPoint.Phase.HOVER,
    TouchPoint.Phase.DOWN,
    TouchPoint.Phase.MOVE,
    TouchPoint.Phase.UP,
    TouchPoint.Phase.HOVER_LEAVE,
    TouchPoint.Phase.CANCEL,
    TouchPoint.Phase.CANCEL_ALL
  };

  private static final PadType[] PAD_TYPES = PadType.values();
  private static final PadCapability[] CAPABILITIES = PadCapability.values();
  private static final PenSample.Tool[] TOOLS = PenSample.Tool.values();

  private final Injector injector;
  private final PadMessages pads;
  private final TouchPoint point = new TouchPoint();
  private final PenSample pen = new PenSample();
  private final GamepadState state = new GamepadState();
  private final BitSet keys = new BitSet(MOST_CODE + 1);
  private final BitSet buttons = new BitSet(MOST_CODE + 1);
  private boolean touched;
  private boolean penNear;
  private int present; // one bit for each slot with a controller

  InputBridge(Injector injector, PadMessages pads) {
    this.injector = injector;
    this.pads = pads;
    point.rotationDegrees = -1;
    pen.tool = PenSample.Tool.UNKNOWN;
  }

  /// Everything that came together was passed on.
  void flush() {
    injector.flush();
  }

  @Override
  public void key(int evdevCode, boolean down) {
    if (evdevCode <= MOST_CODE) {
      keys.set(evdevCode, down);
      injector.key(evdevCode, down);
    }
  }

  @Override
  public void text(CharSequence utf16) {
    injector.text(utf16);
  }

  @Override
  public void button(int evdevCode, boolean down) {
    if (evdevCode <= MOST_CODE) {
      buttons.set(evdevCode, down);
      injector.button(evdevCode, down);
    }
  }

  @Override
  public void moveBy(float dx, float dy) {
    injector.moveBy(dx, dy);
  }

  @Override
  public void moveTo(int x, int y) {
    injector.moveTo(x / (double) PLACES, y / (double) PLACES);
  }

  @Override
  public void scroll(int dx, int dy) {
    injector.scroll(dx, dy);
  }

  @Override
  public void touch(int phase, int id, int x, int y, int pressure, int major, int minor) {
    point.phase = PHASES[phase];
    point.id = id;
    point.x01 = x / PLACES;
    point.y01 = y / PLACES;
    point.pressure01 = pressure(pressure);
    point.major01 = major / PLACES;
    point.minor01 = minor / PLACES;
    touched = true;
    injector.touch(point);
  }

  private static float pressure(int wire) {
    return wire == 255 ? Float.NaN : wire / 254f;
  }

  @Override
  public void pen(
      int phase, int tool, int penButtons, int x, int y, int pressure, int rotation, int tilt) {
    pen.phase = PHASES[phase];
    pen.tool = tool < TOOLS.length ? TOOLS[tool] : PenSample.Tool.UNKNOWN;
    pen.buttons = penButtons & 7;
    pen.x01 = x / PLACES;
    pen.y01 = y / PLACES;
    pen.pressure01 = pressure(pressure);
    pen.rotationDegrees = rotation < 360 ? rotation : -1;
    pen.tiltDegrees = tilt <= 90 ? tilt : -1;
    penNear =
        switch (pen.phase) {
          case HOVER, DOWN, MOVE, UP -> true;
          case HOVER_LEAVE, CANCEL, CANCEL_ALL -> false;
        };
    injector.pen(pen);
  }

  @Override
  public void padConnected(int slot, int type, int bits) {
    Set<PadCapability> has = EnumSet.noneOf(PadCapability.class);
    for (int i = 0; i < CAPABILITIES.length; i++) {
      if ((bits & 1 << i) != 0) {
        has.add(CAPABILITIES[i]);
      }
    }
    present |= 1 << slot;
    pads.arrived(slot, has);
    PadType known = type < PAD_TYPES.length ? PAD_TYPES[type] : PadType.UNKNOWN;
    injector.padConnected(slot, new PadInfo(known, has, 0, "pad-" + slot));
  }

  @Override
  public void pad(
      int slot,
      int bits,
      int leftTrigger,
      int rightTrigger,
      int leftX,
      int leftY,
      int rightX,
      int rightY) {
    if ((present & 1 << slot) == 0) {
      return;
    }
    state.buttons = bits;
    state.leftTrigger = leftTrigger;
    state.rightTrigger = rightTrigger;
    state.leftX = leftX;
    state.leftY = leftY;
    state.rightX = rightX;
    state.rightY = rightY;
    injector.gamepad(slot, state);
  }

  @Override
  public void padGone(int slot) {
    if ((present & 1 << slot) != 0) {
      present &= ~(1 << slot);
      pads.gone(slot);
      injector.padGone(slot);
    }
  }

  @Override
  public void releaseAll() {
    for (int code = keys.nextSetBit(0); code >= 0; code = keys.nextSetBit(code + 1)) {
      injector.key(code, false);
    }
    keys.clear();
    for (int code = buttons.nextSetBit(0); code >= 0; code = buttons.nextSetBit(code + 1)) {
      injector.button(code, false);
    }
    buttons.clear();
    if (touched) {
      touched = false;
      point.phase = TouchPoint.Phase.CANCEL_ALL;
      injector.touch(point);
    }
    if (penNear) {
      penNear = false;
      pen.phase = TouchPoint.Phase.CANCEL_ALL;
      injector.pen(pen);
    }
  }

  /// Lets go of everything, controllers too: the page cannot at the moment. What it holds when it
  /// is back is not pressed again.
  void letGo() {
    releaseAll();
    for (int slot = 0; slot < PADS; slot++) {
      if ((present & 1 << slot) != 0) {
        pad(slot, 0, 0, 0, 0, 0, 0, 0);
      }
    }
    injector.flush();
  }
}
