package io.oriel.lib.browser.wire;

/// Takes the events of [InputReader], in order and each once ("Input events"). Values are the
/// wire's, within the ranges named here.
public interface InputEvents {
  /// A key.
  ///
  /// @param evdevCode 0 … 65535
  void key(int evdevCode, boolean down);

  /// Text to type; valid during the call only.
  ///
  /// @param utf16 whole code points, 1 … 255
  void text(CharSequence utf16);

  /// A pointer button.
  void button(int evdevCode, boolean down);

  /// The pointer moved by so many pixels of the desktop, finite numbers.
  void moveBy(float dx, float dy);

  /// The pointer is there.
  ///
  /// @param x 0 … 65535 of the picture
  void moveTo(int x, int y);

  /// Scrolls, in 1/120 of a click, positive right and down.
  void scroll(int dx, int dy);

  /// A finger.
  ///
  /// @param phase 0 … 6
  /// @param pressure 0 … 254; 255: unknown
  /// @param major 1/65535 of the picture's width; 0: unknown
  void touch(int phase, int id, int x, int y, int pressure, int major, int minor);

  /// A pen.
  ///
  /// @param phase 0 … 6
  /// @param tool 0 … 255
  /// @param rotation degrees; 65535: unknown
  /// @param tilt degrees; 255: unknown
  void pen(int phase, int tool, int buttons, int x, int y, int pressure, int rotation, int tilt);

  /// A controller appeared.
  ///
  /// @param slot 0 … 15
  /// @param type 0 … 255
  /// @param capabilities bit n: the n-th of [io.oriel.api.input.PadCapability]
  void padConnected(int slot, int type, int capabilities);

  /// A controller's state.
  ///
  /// @param slot 0 … 15
  /// @param leftX -32768 … 32767, right positive
  /// @param leftY up positive
  void pad(
      int slot,
      int buttons,
      int leftTrigger,
      int rightTrigger,
      int leftX,
      int leftY,
      int rightX,
      int rightY);

  /// A controller went away.
  void padGone(int slot);

  /// The page lost the keyboard: all keys, buttons and fingers go up.
  void releaseAll();
}
