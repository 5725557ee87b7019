package io.oriel.client.gamestream;

import io.oriel.wire.gamestream.control.ControlMessages;
import io.oriel.wire.gamestream.enet.Delivery;
import io.oriel.wire.gamestream.input.InputPackets;

/// Sends input on the control stream, on the channels and with the delivery of a stock client
/// (GameStream protocol notes §5.5, §6.2).
///
/// Any thread; the order of calls from one thread is kept within keys, within the mouse and within
/// one controller. Coordinates and axes are fractions 0 … 1 of the picture or touchpad.
public final class ClientInput {
  /// Events of touch and pens; [#BUTTONS] of pens only.
  public static final int HOVER = 0;

  public static final int DOWN = 1;
  public static final int UP = 2;
  public static final int MOVE = 3;
  public static final int CANCEL = 4;
  public static final int BUTTONS = 5;
  public static final int HOVER_LEAVE = 6;
  public static final int CANCEL_ALL = 7;

  private static final int GENERAL = 0;
  private static final int KEYBOARD = 2;
  private static final int MOUSE = 3;
  private static final int PEN = 4;
  private static final int TOUCH = 5;
  private static final int TEXT = 6;
  private static final int CONTROLLER = 0x10; // and the controller's number
  private static final int MOTION = 0x20;
  private static final int GYROSCOPE = 2;

  /// Where messages go.
  interface Line {
    void send(int channel, byte[] plain, Delivery delivery);
  }

  private final Line line;
  private int penButtons;

  ClientInput(Line line) {
    this.line = line;
  }

  // --- mouse and keyboard

  /// Moves by 16-bit distances in pixels, right and down positive.
  public void moveBy(int dx, int dy) {
    send(MOUSE, InputPackets.moveBy(dx, dy));
  }

  /// Moves to a position in a picture of the given size.
  public void moveTo(int x, int y, int widthPx, int heightPx) {
    send(MOUSE, InputPackets.moveTo(x, y, widthPx, heightPx));
  }

  /// @param number 1 left, 2 middle, 3 right, 4 and 5 side buttons
  public void button(int number, boolean down) {
    send(MOUSE, InputPackets.button(number, down));
  }

  /// @param amount120 1/120 of a notch, positive is away from the user
  public void scroll(int amount120) {
    send(MOUSE, InputPackets.scrollVertical(amount120));
  }

  /// @param amount120 1/120 of a notch, positive is right
  public void scrollSideways(int amount120) {
    send(MOUSE, InputPackets.scrollHorizontal(amount120));
  }

  /// @param virtualKey Windows code of the position on a US keyboard
  /// @param modifiers 1 Shift, 2 Ctrl, 4 Alt, 8 Meta
  public void key(int virtualKey, boolean down, int modifiers) {
    key(virtualKey, down, modifiers, false);
  }

  /// @param asIs the code is that of the client's own layout
  public void key(int virtualKey, boolean down, int modifiers, boolean asIs) {
    send(KEYBOARD, InputPackets.key(virtualKey, down, modifiers, asIs));
  }

  /// Types a text, one message per code point.
  public void text(String text) {
    text.codePoints().forEach(c -> send(TEXT, InputPackets.text(c)));
  }

  // --- touch and pens

  /// A finger without pressure, size and rotation.
  ///
  /// @param event [#HOVER] …
  public void touch(int event, int id, float x, float y) {
    touch(event, id, x, y, 0, 0, 0, 0xffff);
  }

  /// A finger.
  ///
  /// @param pressure a distance while hovering; 0: unknown
  /// @param rotation degrees; 0xffff: unknown
  public void touch(
      int event, int id, float x, float y, float pressure, float major, float minor, int rotation) {
    byte[] packet = InputPackets.touch(event, id, x, y, pressure, major, minor, rotation);
    send(TOUCH, packet, delivery(event));
  }

  /// A pen.
  ///
  /// @param tool 0 unknown, 1 pen, 2 eraser
  /// @param buttons a sum of 1, 2 and 4
  /// @param tilt degrees from the normal; 0xff: unknown
  public synchronized void pen(
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
    boolean same = buttons == penButtons; // a change of buttons must not be lost
    penButtons = buttons;
    send(
        PEN,
        InputPackets.pen(event, tool, buttons, x, y, pressure, rotation, tilt, major, minor),
        same ? delivery(event) : Delivery.RELIABLE);
  }

  private static Delivery delivery(int event) {
    return event == MOVE || event == HOVER ? Delivery.UNRELIABLE : Delivery.RELIABLE;
  }

  // --- controllers 0 … 15

  /// A controller appeared; its neutral state has to follow.
  ///
  /// @param type 0 unknown, 1 Xbox, 2 PlayStation, 3 Nintendo, 4 Steam
  /// @param capabilities as in [io.oriel.wire.gamestream.input.InputEvents#arrival]
  /// @param buttons what it has
  public void controllerArrived(int number, int type, int capabilities, int buttons) {
    send(CONTROLLER + number, InputPackets.arrival(number, type, capabilities, buttons));
  }

  /// The state of a controller; one whose bit is not in its own mask is gone.
  ///
  /// @param mask controllers that are there, one bit each
  /// @param sticks left x, left y, right x, right y; up is positive
  public void controller(
      int number, int mask, int buttons, int leftTrigger, int rightTrigger, int... sticks) {
    send(
        CONTROLLER + number,
        InputPackets.controller(number, mask, buttons, leftTrigger, rightTrigger, sticks));
  }

  /// A finger on a controller's touchpad.
  ///
  /// @param touchpad 0 or 1
  public void controllerTouch(
      int number, int event, int touchpad, int id, float x, float y, float pressure) {
    send(
        CONTROLLER + number,
        InputPackets.padTouch(number, event, touchpad, id, x, y, pressure),
        delivery(event));
  }

  /// A motion sample; only what the host asked for is of use.
  ///
  /// @param type 1 accelerometer in m/s², 2 gyroscope in degrees per second
  public void controllerMotion(int number, int type, float x, float y, float z) {
    boolean still = type == GYROSCOPE && x == 0 && y == 0 && z == 0; // must not be lost
    send(
        MOTION + number,
        InputPackets.motion(number, type, x, y, z),
        still ? Delivery.RELIABLE : Delivery.UNRELIABLE);
  }

  /// A controller's battery.
  ///
  /// @param state as in [io.oriel.wire.gamestream.input.InputEvents#battery]
  /// @param percent 255: unknown
  public void controllerBattery(int number, int state, int percent) {
    send(CONTROLLER + number, InputPackets.battery(number, state, percent));
  }

  /// Whether rumble is wanted; a stream says so at its start.
  public void haptics(boolean wanted) {
    send(GENERAL, InputPackets.haptics(wanted));
  }

  /// A packet as it is, for tests of what a host does with nonsense.
  public void raw(int channel, byte[] packet) {
    send(channel, packet);
  }

  private void send(int channel, byte[] packet) {
    send(channel, packet, Delivery.RELIABLE);
  }

  private void send(int channel, byte[] packet, Delivery delivery) {
    line.send(channel, ControlMessages.input(packet), delivery);
  }
}
