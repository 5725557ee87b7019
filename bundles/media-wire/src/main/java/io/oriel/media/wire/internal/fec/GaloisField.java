package io.oriel.media.wire.internal.fec;

/// The field GF(2^8) with x^8+x^4+x^3+x^2+1 (0x11d) and generator 2. Sums are XOR.
public final class GaloisField {
  /// Length of one coefficient's row in the nibble tables: 16 products, twice.
  public static final int NIBBLE_ROW = 32;

  private static final int POLYNOMIAL = 0x11d;
  private static final byte[] INVERSE = new byte[256];

  /// All products: `c * x` at `c << 8 | x`.
  static final byte[] PRODUCT = new byte[256 * 256];

  /// `c * x` for x = 0 … 15 at `c * NIBBLE_ROW + x`, the row repeated once for 256-bit registers.
  private static final byte[] LOW = new byte[256 * NIBBLE_ROW];

  /// `c * (x << 4)`, laid out like [#LOW].
  private static final byte[] HIGH = new byte[256 * NIBBLE_ROW];

  static {
    for (int c = 0; c < 256; c++) {
      for (int x = 0; x < 256; x++) {
        int product = slowProduct(c, x);
        PRODUCT[c << 8 | x] = (byte) product;
        if (product == 1) {
          INVERSE[c] = (byte) x;
        }
      }
      for (int i = 0; i < NIBBLE_ROW; i++) {
        LOW[c * NIBBLE_ROW + i] = PRODUCT[c << 8 | i & 15];
        HIGH[c * NIBBLE_ROW + i] = PRODUCT[c << 8 | (i & 15) << 4];
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

  /// Products with the low nibble, for shuffles. Shared: do not write.
  public static byte[] low() {
    return LOW;
  }

  /// Products with the high nibble, for shuffles. Shared: do not write.
  public static byte[] high() {
    return HIGH;
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
