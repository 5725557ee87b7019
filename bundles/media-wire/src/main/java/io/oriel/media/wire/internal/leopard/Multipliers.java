package io.oriel.media.wire.internal.leopard;

import java.util.Arrays;

/// Products of a factor with every nibble of an element, for lookups of 16 entries. An entry is
/// [#ENTRY] bytes:
///
/// ```
///   0  low byte of the product with nibble 0 (bits 0 … 3), 16 values; then nibbles 1, 2, 3
///  64  high byte, likewise
/// ```
final class Multipliers {
  /// Bytes of a factor's entry.
  static final int ENTRY = 128;

  private static final int NIBBLES = 4;
  private static final int VALUES = 16;

  // The widest registers read 64 bytes from an entry's last lookup on.
  private static final int PADDING = 64;
  private static final int FIRST = 1024;

  // Entry i is that of skew factor i. Grows by replacement: what a thread holds stays valid.
  private static volatile byte[] skews = new byte[0];

  private Multipliers() {}

  /// A table for some factors, to be filled by [#fill].
  static byte[] table(int factors) {
    return new byte[factors * ENTRY + PADDING];
  }

  /// The entries of at least the first `count` skew factors, in order; there are 65535. Any thread;
  /// allocates only when more are asked for than ever before.
  ///
  /// @param count 1 … 65536
  static byte[] skews(int count) {
    byte[] table = skews;
    int wanted = Math.min(count, Field16.MODULUS);
    return table.length >= wanted * ENTRY + PADDING ? table : grow(wanted);
  }

  private static synchronized byte[] grow(int count) {
    int had = Math.max(0, skews.length - PADDING) / ENTRY;
    if (had >= count) {
      return skews;
    }
    int wanted = Math.min(Field16.MODULUS, Math.max(FIRST, Integer.highestOneBit(count - 1) * 2));
    byte[] table = Arrays.copyOf(skews, wanted * ENTRY + PADDING);
    for (int i = had; i < wanted; i++) {
      int log = Field16.skew(i);
      if (log != Field16.MODULUS) {
        fill(table, i * ENTRY, log);
      }
    }
    skews = table;
    return table;
  }

  /// Writes the entry of a factor.
  ///
  /// @param log its logarithm, 0 … 65535
  static void fill(byte[] table, int at, int log) {
    for (int nibble = 0; nibble < NIBBLES; nibble++) {
      int low = at + nibble * VALUES;
      int high = low + NIBBLES * VALUES;
      table[low] = 0;
      table[high] = 0;
      for (int bit = 1, shift = 4 * nibble; bit < VALUES; bit <<= 1, shift++) {
        int product = Field16.product(1 << shift, log);
        for (int i = 0; i < bit; i++) { // products are linear
          table[low + bit + i] = (byte) (table[low + i] ^ product);
          table[high + bit + i] = (byte) (table[high + i] ^ product >> 8);
        }
      }
    }
  }
}
