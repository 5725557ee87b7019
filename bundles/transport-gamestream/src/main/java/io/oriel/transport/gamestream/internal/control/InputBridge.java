package io.oriel.transport.gamestream.internal.control;

import io.oriel.api.input.Injector;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.wire.gamestream.input.InputEvents;

/// Turns the protocol's input into the host's (GameStream protocol notes §6.3). Control thread;
/// allocates only when a controller arrives.
///
/// What came together is joined where nothing is lost by it: distances and scroll amounts add up,
/// of positions and of a controller's states between two changes of its buttons the newest counts.
/// Every sample of touch, pens and sensors is passed on.
final class InputBridge implements InputEvents {
  private static final int[] BUTTONS = {0, 0x110, 0x112, 0x111, 0x113, 0x114};
  private static final int BUTTONS_ONLY = 5;
  private static final TouchPoint.Phase[] PHASES = {
    TouchPoint.Phase.HOVER,
    TouchPoint.Phase.DOWN,
    TouchPoint.Phase.UP,
    TouchPoint.Phase.MOVE,
    TouchPoint.Phase.CANCEL,
    TouchPoint.Phase.MOVE,
    TouchPoint.Phase.HOVER_LEAVE,
    TouchPoint.Phase.CANCEL_ALL
  };

  /// What of the pointer may still be added to.
  private enum Pending {
    NOTHING,
    MOVE_BY,
    MOVE_TO,
    SCROLL
  }

  private final Injector injector;
  private final PadFeedback feedback;
  private final KeyBridge keys;
  private final PadBridge pads;
  private final TouchPoint point = new TouchPoint();
  private final PenSample pen = new PenSample();
  private boolean penNear;
  private boolean touched; // fingers may be down
  private int buttonsDown; // one bit for each number
  private Pending pending = Pending.NOTHING;
  private double pendingX;
  private double pendingY;
  private int pendingDx;
  private int pendingDy;

  InputBridge(Injector injector, PadFeedback feedback, Oddities oddities) {
    this.injector = injector;
    this.feedback = feedback;
    keys = new KeyBridge(injector, oddities);
    pads = new PadBridge(injector, feedback, oddities);
  }

  /// Everything that came together has been read.
  void flush() {
    settle();
    injector.flush();
  }

  /// Lets go of everything that is held, as the client cannot at the moment. What it holds when it
  /// is back is not pressed again.
  ///
  /// @return whether anything was held, or could be
  boolean letGo() {
    settle();
    boolean any = keys.letGo() | pads.letGo() | buttonsDown != 0 | touched | penNear;
    for (int number = 1; number < BUTTONS.length; number++) {
      if ((buttonsDown & 1 << number) != 0) {
        injector.button(BUTTONS[number], false);
      }
    }
    buttonsDown = 0;
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
    injector.flush();
    return any;
  }

  private void settle() {
    settlePointer();
    pads.settle();
  }

  private void settlePointer() {
    Pending was = pending;
    pending = Pending.NOTHING;
    switch (was) {
      case NOTHING -> {}
      case MOVE_BY -> injector.moveBy(pendingDx, pendingDy);
      case MOVE_TO -> injector.moveTo(pendingX, pendingY);
      case SCROLL -> injector.scroll(pendingDx, pendingDy);
    }
  }

  private void add(Pending kind, int dx, int dy) {
    pads.settle();
    boolean undone = pendingDx == -dx && pendingDy == -dy; // clients wake displays by such a wiggle
    if (pending == kind && !undone) {
      pendingDx = Math.clamp((long) pendingDx + dx, Integer.MIN_VALUE, Integer.MAX_VALUE);
      pendingDy = Math.clamp((long) pendingDy + dy, Integer.MIN_VALUE, Integer.MAX_VALUE);
      return;
    }
    settlePointer();
    pending = kind;
    pendingDx = dx;
    pendingDy = dy;
  }

  @Override
  public void key(int virtualKey, boolean down, int modifiers, boolean asIs) {
    settle();
    keys.key(virtualKey, down, modifiers, asIs);
  }

  @Override
  public void text(CharSequence text) {
    settle();
    injector.text(text);
  }

  @Override
  public void moveBy(int dx, int dy) {
    add(Pending.MOVE_BY, dx, dy);
  }

  @Override
  public void moveTo(int x, int y, int lastX, int lastY) {
    pads.settle();
    if (pending != Pending.MOVE_TO) {
      settlePointer();
      pending = Pending.MOVE_TO;
    }
    pendingX = (double) x / lastX;
    pendingY = (double) y / lastY;
  }

  @Override
  public void button(int number, boolean down) {
    settle();
    buttonsDown = down ? buttonsDown | 1 << number : buttonsDown & ~(1 << number);
    injector.button(BUTTONS[number], down);
  }

  @Override
  public void scrollVertical(int amount) {
    add(Pending.SCROLL, 0, -amount); // theirs is up positive, ours down
  }

  @Override
  public void scrollHorizontal(int amount) {
    add(Pending.SCROLL, amount, 0);
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
    settlePointer();
    pads.controller(number, mask, buttons, leftTrigger, rightTrigger, leftX, leftY, rightX, rightY);
  }

  @Override
  public void arrival(int number, int type, int capabilities, int buttons) {
    settlePointer();
    pads.arrival(number, type, capabilities, buttons);
  }

  @Override
  public void touch(
      int event, int id, float x, float y, float pressure, float major, float minor, int rotation) {
    settle();
    fill(event, id, x, y, pressure);
    point.major01 = major;
    point.minor01 = minor;
    point.rotationDegrees = degrees(rotation);
    touched = true;
    injector.touch(point);
  }

  @Override
  public void padTouch(
      int number, int event, int touchpad, int id, float x, float y, float pressure) {
    settlePointer();
    fill(event, id, x, y, pressure);
    point.major01 = 0;
    point.minor01 = 0;
    point.rotationDegrees = -1;
    pads.touch(number, touchpad, point);
  }

  private void fill(int event, int id, float x, float y, float pressure) {
    point.phase = PHASES[event];
    point.id = id;
    point.x01 = x;
    point.y01 = y;
    point.pressure01 = known(pressure);
  }

  private static float known(float pressure) {
    return pressure == 0 ? Float.NaN : pressure;
  }

  private static int degrees(int rotation) {
    return rotation < 360 ? rotation : -1;
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
    settle();
    if (event == BUTTONS_ONLY) {
      penButtons(buttons);
      return;
    }
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
    pen.pressure01 = known(pressure);
    pen.rotationDegrees = degrees(rotation);
    pen.tiltDegrees = tilt <= 90 ? tilt : -1;
    pen.major01 = major;
    pen.minor01 = minor;
    penNear =
        switch (pen.phase) {
          case HOVER, DOWN, MOVE, UP -> true;
          case HOVER_LEAVE, CANCEL, CANCEL_ALL -> false;
        };
    injector.pen(pen);
  }

  /// Only the buttons are valid in such an event: all else is as it was.
  private void penButtons(int buttons) {
    if (penNear) {
      boolean touches = pen.phase == TouchPoint.Phase.DOWN || pen.phase == TouchPoint.Phase.MOVE;
      pen.phase = touches ? TouchPoint.Phase.MOVE : TouchPoint.Phase.HOVER;
      pen.buttons = buttons;
      injector.pen(pen);
    }
  }

  @Override
  public void motion(int number, int type, float x, float y, float z) {
    settlePointer();
    pads.motion(number, type, x, y, z);
  }

  @Override
  public void battery(int number, int state, int percent) {
    settlePointer();
    pads.battery(number, state, percent);
  }

  @Override
  public void haptics(boolean wanted) {
    feedback.haptics(wanted);
  }
}
