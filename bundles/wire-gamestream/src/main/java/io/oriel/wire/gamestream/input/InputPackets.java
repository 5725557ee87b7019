package io.oriel.wire.gamestream.input;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes input packets, the client's side of [InputReader].
public final class InputPackets {
  private InputPackets() {}

  private static ByteBuffer packet(int magic, int body) {
    var b = ByteBuffer.allocate(8 + body);
    b.putInt(4 + body);
    return b.order(ByteOrder.LITTLE_ENDIAN).putInt(magic);
  }

  /// Rumble is wanted, or not.
  public static byte[] haptics(boolean wanted) {
    return packet(InputMagic.HAPTICS, 2).putShort((short) (wanted ? 1 : 0)).array();
  }

  /// A key by its Windows virtual-key code.
  ///
  /// @param asIs the code is not a position of the US layout
  public static byte[] key(int virtualKey, boolean down, int modifiers, boolean asIs) {
    return packet(down ? InputMagic.KEY_DOWN : InputMagic.KEY_UP, 6)
        .put((byte) (asIs ? 1 : 0))
        .putShort((short) (0x8000 | virtualKey))
        .put((byte) modifiers)
        .array();
  }

  /// One code point.
  public static byte[] text(int codePoint) {
    byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    return packet(InputMagic.TEXT, utf8.length).put(utf8).array();
  }

  /// Relative pointer motion, 16 bits each.
  public static byte[] moveBy(int dx, int dy) {
    return packet(InputMagic.MOVE_BY, 4)
        .order(ByteOrder.BIG_ENDIAN)
        .putShort((short) dx)
        .putShort((short) dy)
        .array();
  }

  /// A pointer position in a picture of this size.
  public static byte[] moveTo(int x, int y, int width, int height) {
    return packet(InputMagic.MOVE_TO, 10)
        .order(ByteOrder.BIG_ENDIAN)
        .putShort((short) x)
        .putShort((short) y)
        .putShort((short) 0)
        .putShort((short) (width - 1))
        .putShort((short) (height - 1))
        .array();
  }

  /// A pointer button: 1 left, 2 middle, 3 right, 4 X1, 5 X2.
  public static byte[] button(int number, boolean down) {
    return packet(down ? InputMagic.BUTTON_DOWN : InputMagic.BUTTON_UP, 1)
        .put((byte) number)
        .array();
  }

  /// Vertical wheel in 1/120 click, positive is up.
  public static byte[] scrollVertical(int amount) {
    return packet(InputMagic.SCROLL, 6)
        .order(ByteOrder.BIG_ENDIAN)
        .putShort((short) amount)
        .putShort((short) amount)
        .array();
  }

  /// Horizontal wheel in 1/120 click, positive is right.
  public static byte[] scrollHorizontal(int amount) {
    return packet(InputMagic.SCROLL_HORIZONTAL, 2)
        .order(ByteOrder.BIG_ENDIAN)
        .putShort((short) amount)
        .array();
  }

  /// The state of a controller; see [InputEvents#controller].
  ///
  /// @param sticks left x, left y, right x, right y
  public static byte[] controller(
      int number, int mask, int buttons, int leftTrigger, int rightTrigger, int... sticks) {
    var b =
        packet(InputMagic.CONTROLLER, 26)
            .putShort((short) 0x1a)
            .putShort((short) number)
            .putShort((short) mask)
            .putShort((short) 0x14)
            .putShort((short) buttons)
            .put((byte) leftTrigger)
            .put((byte) rightTrigger);
    for (int i = 0; i < 4; i++) {
      b.putShort((short) sticks[i]);
    }
    return b.putShort((short) 0x9c)
        .putShort((short) (buttons >>> 16))
        .putShort((short) 0x55)
        .array();
  }

  /// A controller appeared; see [InputEvents#arrival].
  public static byte[] arrival(int number, int type, int capabilities, int buttons) {
    return packet(InputMagic.ARRIVAL, 8)
        .put((byte) number)
        .put((byte) type)
        .putShort((short) capabilities)
        .putInt(buttons)
        .array();
  }

  /// A finger; see [InputEvents#touch].
  public static byte[] touch(
      int event, int id, float x, float y, float pressure, float major, float minor, int rotation) {
    return packet(InputMagic.TOUCH, 28)
        .put((byte) event)
        .put((byte) 0)
        .putShort((short) rotation)
        .putInt(id)
        .putFloat(x)
        .putFloat(y)
        .putFloat(pressure)
        .putFloat(major)
        .putFloat(minor)
        .array();
  }

  /// A pen; see [InputEvents#pen].
  public static byte[] pen(
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
    return packet(InputMagic.PEN, 28)
        .put((byte) event)
        .put((byte) tool)
        .put((byte) buttons)
        .put((byte) 0)
        .putFloat(x)
        .putFloat(y)
        .putFloat(pressure)
        .putShort((short) rotation)
        .put((byte) tilt)
        .put((byte) 0)
        .putFloat(major)
        .putFloat(minor)
        .array();
  }

  /// A finger on a controller's touchpad; see [InputEvents#padTouch].
  public static byte[] padTouch(
      int number, int event, int touchpad, int id, float x, float y, float pressure) {
    return packet(InputMagic.PAD_TOUCH, 20)
        .put((byte) number)
        .put((byte) event)
        .put((byte) 0)
        .put((byte) touchpad)
        .putInt(id)
        .putFloat(x)
        .putFloat(y)
        .putFloat(pressure)
        .array();
  }

  /// A motion sample; see [InputEvents#motion].
  public static byte[] motion(int number, int type, float x, float y, float z) {
    return packet(InputMagic.MOTION, 16)
        .put((byte) number)
        .put((byte) type)
        .putShort((short) 0)
        .putFloat(x)
        .putFloat(y)
        .putFloat(z)
        .array();
  }

  /// A battery; see [InputEvents#battery].
  public static byte[] battery(int number, int state, int percent) {
    return packet(InputMagic.BATTERY, 4)
        .put((byte) number)
        .put((byte) state)
        .put((byte) percent)
        .put((byte) 0)
        .array();
  }
}
