package io.oriel.media.wire.internal.fec;

/// The field GF(2^8) with x^8+x^4+x^3+x^2+1 (0x11d) and generator 2. Sums are XOR.
public final class GaloisField {
  /// Bytes of a factor's entry in [#nibbles()].
  public static final int ENTRY = 32;

  /// Where the products with the high nibble begin in an entry.
  public static final int HIGH = 16;

  // The widest registers read 64 bytes from an entry's second half on.
  private static final int PADDING = 64;
  private static final int POLYNOMIAL = 0x11d;
  private static final byte[] INVERSE = new byte[256];

  /// All products: `c * x` at `c << 8 | x`.
  static final byte[] PRODUCT = new byte[256 * 256];

  private static final byte[] NIBBLES = new byte[256 * ENTRY + PADDING];

  static {
    for (int c = 0; c < 256; c++) {
      for (int x = 0; x < 256; x++) {
        int product = slowProduct(c, x);
        PRODUCT[c << 8 | x] = (byte) product;
        if (product == 1) {
          INVERSE[c] = (byte) x;
        }
      }
      for (int i = 0; i < HIGH; i++) {
        NIBBLES[c * ENTRY + i] = PRODUCT[c << 8 | i];
        NIBBLES[c * ENTRY + HIGH + i] = PRODUCT[c << 8 | i << 4];
      }
    }
  }

  private GaloisField() {}

  /// The product of two elements, 0 … 255.
  public static int product(int a, int b) {
    return PRODUCT[a << 8 | b] & 0xff;
  }

  /// The element that gives 1 when multiplied with `a`, 1 … 255; 0 for 0.
  public static int inverse(int a) {
    return INVERSE[a] & 0xff;
  }

  /// Products of every factor with every nibble, for lookups of 16 entries: `c * x` at
  /// `c * ENTRY + x`, `c * (x << 4)` at `c * ENTRY + HIGH + x`. Shared: do not write.
  public static byte[] nibbles() {
    return NIBBLES;
  }

  private static int slowProduct(int a, int b) {
    int sum = 0;
    for (int bit = 0, shifted = a; bit < 8; bit++) {
      if ((b >> bit & 1) != 0) {
        sum ^= shifted;
      }
      shifted <<= 1;
      if (shifted > 0xff) {
        shifted ^= POLYNOMIAL;
      }
    }
    return sum;
  }
}
