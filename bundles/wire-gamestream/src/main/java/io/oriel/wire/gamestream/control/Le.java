package io.oriel.wire.gamestream.control;

/// Little-endian fields.
final class Le {
  private Le() {}

  static int u16(byte[] b, int at) {
    return b[at] & 0xff | (b[at + 1] & 0xff) << 8;
  }

  static int i32(byte[] b, int at) {
    return u16(b, at) | u16(b, at + 2) << 16;
  }

  static void put16(byte[] b, int at, int value) {
    b[at] = (byte) value;
    b[at + 1] = (byte) (value >> 8);
  }

  static void put32(byte[] b, int at, int value) {
    put16(b, at, value);
    put16(b, at + 2, value >>> 16);
  }
}
