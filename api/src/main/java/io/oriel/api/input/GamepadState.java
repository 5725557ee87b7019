package io.oriel.api.input;

/// The state of a controller. Mutable and reused: the receive thread fills one object over and
/// over.
public final class GamepadState {
  /// Bits of [#buttons].
  public static final int UP = 0x1;

  public static final int DOWN = 0x2;
  public static final int LEFT = 0x4;
  public static final int RIGHT = 0x8;
  public static final int START = 0x10;
  public static final int BACK = 0x20;
  public static final int LEFT_STICK = 0x40;
  public static final int RIGHT_STICK = 0x80;
  public static final int LEFT_SHOULDER = 0x100;
  public static final int RIGHT_SHOULDER = 0x200;
  public static final int GUIDE = 0x400;
  public static final int SOUTH = 0x1000;
  public static final int EAST = 0x2000;
  public static final int WEST = 0x4000;
  public static final int NORTH = 0x8000;
  public static final int PADDLE1 = 0x1_0000;
  public static final int PADDLE2 = 0x2_0000;
  public static final int PADDLE3 = 0x4_0000;
  public static final int PADDLE4 = 0x8_0000;
  public static final int TOUCHPAD = 0x10_0000;
  public static final int MISC = 0x20_0000;

  /// A sum of the bits above.
  public int buttons;

  /// 0 … 255.
  public int leftTrigger;

  /// 0 … 255.
  public int rightTrigger;

  /// -32768 … 32767, right positive.
  public int leftX;

  /// -32768 … 32767, up positive.
  public int leftY;

  /// -32768 … 32767, right positive.
  public int rightX;

  /// -32768 … 32767, up positive.
  public int rightY;
}
