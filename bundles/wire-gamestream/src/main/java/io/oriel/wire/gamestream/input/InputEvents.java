package io.oriel.wire.gamestream.input;

/// Receives decoded input packets, in the protocol's own terms (GameStream protocol notes §6.2).
/// Called on the thread that reads; arguments are checked for bounds, floats are finite, places,
/// pressures and axes 0 … 1.
public interface InputEvents {
  /// A key by its Windows virtual-key code.
  ///
  /// @param modifiers 1 Shift, 2 Ctrl, 4 Alt, 8 Meta
  /// @param asIs the code is not a position of the US layout, see [VirtualKeys]
  default void key(int virtualKey, boolean down, int modifiers, boolean asIs) {}

  /// Text to type; *borrowed* until this returns.
  default void text(CharSequence text) {}

  /// Relative pointer motion.
  default void moveBy(int dx, int dy) {}

  /// A pointer position within a reference size.
  ///
  /// @param lastX width − 1 of the reference, above 0
  /// @param lastY height − 1 of the reference, above 0
  default void moveTo(int x, int y, int lastX, int lastY) {}

  /// A pointer button: 1 left, 2 middle, 3 right, 4 X1, 5 X2.
  default void button(int number, boolean down) {}

  /// Vertical wheel in 1/120 click, positive is up.
  default void scrollVertical(int amount) {}

  /// Horizontal wheel in 1/120 click, positive is right.
  default void scrollHorizontal(int amount) {}

  /// The state of a controller, 0 … 15; sticks with up positive, triggers 0 … 255.
  ///
  /// @param mask controllers that are there, one bit each
  default void controller(
      int number,
      int mask,
      int buttons,
      int leftTrigger,
      int rightTrigger,
      int leftX,
      int leftY,
      int rightX,
      int rightY) {}

  /// A controller appeared: type 0 unknown, 1 Xbox, 2 PlayStation, 3 Nintendo, 4 Steam.
  ///
  /// @param capabilities 1 analog triggers, 2 rumble, 4 trigger rumble, 8 touchpad, 0x10
  ///     accelerometer, 0x20 gyroscope, 0x40 battery, 0x80 light, 0x100 two touchpads
  default void arrival(int number, int type, int capabilities, int buttons) {}

  /// A finger: event 0 hover, 1 down, 2 up, 3 move, 4 cancel, 6 hover leave, 7 cancel all.
  ///
  /// @param rotation degrees; 0xffff: unknown
  default void touch(
      int event,
      int id,
      float x,
      float y,
      float pressure,
      float major,
      float minor,
      int rotation) {}

  /// A pen: events as for touch, and 5 for buttons only.
  ///
  /// @param tool 0 unknown, 1 pen, 2 eraser
  /// @param tilt degrees; 0xff: unknown
  default void pen(
      int event,
      int tool,
      int buttons,
      float x,
      float y,
      float pressure,
      int rotation,
      int tilt,
      float major,
      float minor) {}

  /// A finger on a controller's touchpad, 0 or 1.
  default void padTouch(
      int number, int event, int touchpad, int id, float x, float y, float pressure) {}

  /// A motion sample: type 1 accelerometer, 2 gyroscope.
  default void motion(int number, int type, float x, float y, float z) {}

  /// A battery: state 0 unknown, 1 none, 2 discharging, 3 charging, 4 plugged but not charging, 5
  /// full.
  ///
  /// @param percent 255: unknown
  default void battery(int number, int state, int percent) {}

  /// The client wants rumble messages, or does not.
  default void haptics(boolean wanted) {}
}
