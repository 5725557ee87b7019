package io.oriel.wire.gamestream.input;

/// Numbers of the input packets (GameStream protocol notes §6.2).
final class InputMagic {
  static final int HAPTICS = 0x0d;
  static final int KEY_DOWN = 0x03;
  static final int KEY_UP = 0x04;
  static final int TEXT = 0x17;
  static final int MOVE_BY = 0x07;
  static final int MOVE_TO = 0x05;
  static final int BUTTON_DOWN = 0x08;
  static final int BUTTON_UP = 0x09;
  static final int SCROLL = 0x0a;
  static final int SCROLL_HORIZONTAL = 0x55000001;
  static final int CONTROLLER = 0x0c;
  static final int TOUCH = 0x55000002;
  static final int PEN = 0x55000003;
  static final int ARRIVAL = 0x55000004;
  static final int PAD_TOUCH = 0x55000005;
  static final int MOTION = 0x55000006;
  static final int BATTERY = 0x55000007;

  private InputMagic() {}

  /// Bytes of body; -1: any number above 0; -2: unknown packet.
  static int bodySize(int magic) {
    return switch (magic) {
      case HAPTICS, SCROLL_HORIZONTAL -> 2;
      case KEY_DOWN, KEY_UP, SCROLL -> 6;
      case TEXT -> -1;
      case MOVE_BY, BATTERY -> 4;
      case MOVE_TO -> 10;
      case BUTTON_DOWN, BUTTON_UP -> 1;
      case CONTROLLER -> 26;
      case TOUCH, PEN -> 28;
      case ARRIVAL -> 8;
      case PAD_TOUCH -> 20;
      case MOTION -> 16;
      default -> -2;
    };
  }
}
