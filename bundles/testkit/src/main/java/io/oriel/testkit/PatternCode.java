package io.oriel.testkit;

/// What a strip of a [Pattern] says, bit by bit: 32 bits frame number, 48 bits time in µs, 32 bits
/// checksum, the highest bit of each first.
///
/// The checksum is a CRC-32 with the polynomial of IEEE 802.3, started with ones, the highest bit
/// first and not complemented (CRC-32/MPEG-2), over the 80 bits before it. A strip that something
/// else covers passes for one in four thousand million readings, and every fault of up to five
/// blocks is found.
final class PatternCode {
  static final int BITS = 112;
  static final long LATEST_MICROS = (1L << 48) - 1;

  private static final int CHECKED_BITS = 80;
  private static final int POLYNOMIAL = 0x04c11db7;

  private PatternCode() {}

  static boolean bit(int index, int frame, long micros, int check) {
    if (index < 32) {
      return (frame >>> 31 - index & 1) != 0;
    }
    return index < CHECKED_BITS
        ? (micros >>> 79 - index & 1) != 0
        : (check >>> 111 - index & 1) != 0;
  }

  static int check(int frame, long micros) {
    int crc = -1;
    for (int bit = 0; bit < CHECKED_BITS; bit++) {
      boolean in = bit(bit, frame, micros, 0);
      crc = crc < 0 != in ? crc << 1 ^ POLYNOMIAL : crc << 1;
    }
    return crc;
  }
}
