package io.oriel.lib.browser.wire;

/// Reads bits, most significant first; beyond the end there are zeros.
final class BitReader {
  private final byte[] bytes;
  private final int end;
  private int bit;

  /// @param at of the first byte
  /// @param end behind the last one
  BitReader(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.end = end;
    bit = at * 8;
  }

  /// @param count 0 … 32
  long bits(int count) {
    long value = 0;
    for (int i = 0; i < count; i++, bit++) {
      int at = bit >> 3;
      int one = at < end ? bytes[at] >> 7 - (bit & 7) & 1 : 0;
      value = value << 1 | one;
    }
    return value;
  }

  boolean flag() {
    return bits(1) != 0;
  }

  /// Whether all bytes were used up.
  boolean beyond() {
    return bit > end * 8;
  }
}
