package io.oriel.media.wire.internal.leopard;

/// The field GF(2^16) with x^16+x^5+x^3+x^2+1 (0x1002d) in a Cantor basis, as Leopard's additive
/// transforms want it (punktfunk protocol notes §15.1 and 15.2). Sums are XOR; factors are given by
/// their logarithms.
final class Field16 {
  /// Elements of the field.
  static final int ORDER = 65_536;

  /// The modulus of logarithms; as the logarithm of a skew factor it stands for zero.
  static final int MODULUS = 65_535;

  private static final int POLYNOMIAL = 0x1002d;
  private static final int BITS = 16;

  private static final int[] CANTOR_BASIS = {
    0x0001, 0xACCA, 0x3C0E, 0x163E, 0xC582, 0xED2E, 0x914C, 0x4012,
    0x6C98, 0x10D8, 0x6A72, 0xB900, 0xFDB8, 0xFB34, 0xFF38, 0x991E
  };

  private static final char[] EXP = new char[ORDER];
  private static final char[] LOG = new char[ORDER];
  private static final char[] SKEW = new char[MODULUS];

  static {
    logarithms();
    skew();
  }

  private Field16() {}

  /// Sum of two logarithms.
  static int addMod(int a, int b) {
    int sum = a + b;
    return sum + (sum >> BITS) & 0xffff;
  }

  /// `x` times the element with a logarithm.
  static int product(int x, int log) {
    return x == 0 ? 0 : EXP[addMod(LOG[x], log)];
  }

  /// The logarithm of an element; [#MODULUS] for 0.
  static int log(int x) {
    return LOG[x];
  }

  /// The element with a logarithm, 0 … 65535.
  static int exp(int log) {
    return EXP[log];
  }

  /// The logarithm of a butterfly's factor, 0 … 65534 being its place in the additive transform;
  /// [#MODULUS]: the factor is zero.
  static int skew(int index) {
    return SKEW[index];
  }

  private static void logarithms() {
    int state = 1;
    for (int i = 0; i < MODULUS; i++) {
      EXP[state] = (char) i;
      state <<= 1;
      if (state >= ORDER) {
        state ^= POLYNOMIAL;
      }
    }
    EXP[0] = MODULUS;
    for (int i = 0; i < BITS; i++) {
      int width = 1 << i;
      for (int j = 0; j < width; j++) {
        LOG[j + width] = (char) (LOG[j] ^ CANTOR_BASIS[i]);
      }
    }
    for (int x = 0; x < ORDER; x++) {
      LOG[x] = EXP[LOG[x]];
    }
    for (int x = 0; x < ORDER; x++) {
      EXP[LOG[x]] = (char) x;
    }
    EXP[MODULUS] = EXP[0];
  }

  private static void skew() {
    int last = BITS - 1;
    int[] temp = new int[last];
    for (int i = 0; i < last; i++) {
      temp[i] = 1 << i + 1;
    }
    for (int m = 0; m < last; m++) {
      int step = 1 << m + 1;
      SKEW[(1 << m) - 1] = 0;
      for (int i = m; i < last; i++) {
        int size = 1 << i + 1;
        for (int j = (1 << m) - 1; j < size; j += step) {
          SKEW[j + size] = (char) (SKEW[j] ^ temp[i]);
        }
      }
      temp[m] = MODULUS - LOG[product(temp[m], LOG[temp[m] ^ 1])];
      for (int i = m + 1; i < last; i++) {
        temp[i] = product(temp[i], addMod(LOG[temp[i] ^ 1], temp[m]));
      }
    }
    for (int i = 0; i < MODULUS; i++) {
      SKEW[i] = LOG[SKEW[i]];
    }
  }
}
