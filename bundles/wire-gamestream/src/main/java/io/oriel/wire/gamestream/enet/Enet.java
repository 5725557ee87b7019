package io.oriel.wire.gamestream.enet;

/// Constants and field access of ENet 1.3 (`protocol.h`; GameStream protocol notes §5.1). All
/// fields are big-endian.
final class Enet {
  static final int ACKNOWLEDGE = 1;
  static final int CONNECT = 2;
  static final int VERIFY_CONNECT = 3;
  static final int DISCONNECT = 4;
  static final int PING = 5;
  static final int RELIABLE = 6;
  static final int UNRELIABLE = 7;
  static final int FRAGMENT = 8;
  static final int UNSEQUENCED = 9;
  static final int BANDWIDTH_LIMIT = 10;
  static final int THROTTLE_CONFIGURE = 11;
  static final int UNRELIABLE_FRAGMENT = 12;

  /// Sizes of the commands with their four-byte head and without data, by number.
  private static final int[] SIZE = {0, 8, 48, 44, 8, 4, 6, 8, 24, 8, 12, 16, 24};

  static final int WANTS_ACK = 0x80;
  static final int WITHOUT_SEQUENCE = 0x40;
  static final int SENT_TIME = 0x8000;
  static final int COMPRESSED = 0x4000;
  static final int NO_PEER = 0xfff;
  static final int MANAGEMENT = 0xff;

  static final int MAX_COMMANDS = 32;
  static final int MIN_MTU = 576;
  static final int MAX_MTU = 4096;
  static final int WINDOW_BYTES = 65536;

  /// Numbers up to seven windows of 4096 ahead are accepted.
  static final int AHEAD = 7 * 4096;

  private Enet() {}

  /// The command's size, or 0 if the number is unknown.
  static int size(int command) {
    return command < SIZE.length ? SIZE[command] : 0;
  }

  static int u8(byte[] b, int at) {
    return b[at] & 0xff;
  }

  static int u16(byte[] b, int at) {
    return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
  }

  static int i32(byte[] b, int at) {
    return u16(b, at) << 16 | u16(b, at + 2);
  }

  static void put16(byte[] b, int at, int value) {
    b[at] = (byte) (value >> 8);
    b[at + 1] = (byte) value;
  }

  static void put32(byte[] b, int at, int value) {
    put16(b, at, value >>> 16);
    put16(b, at + 2, value);
  }

  static void head(byte[] b, int command, int channel, int sequence) {
    b[0] = (byte) command;
    b[1] = (byte) channel;
    put16(b, 2, sequence);
  }
}
