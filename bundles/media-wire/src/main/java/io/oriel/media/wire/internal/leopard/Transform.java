package io.oriel.media.wire.internal.leopard;

/// Additive transforms over rows of elements (punktfunk protocol notes §15.4). Stateless.
///
/// Rows lie `row` bytes apart from `at` on; `size` is a power of two.
final class Transform {
  private Transform() {}

  /// The inverse transform of rows of which those from `filled` on are zero.
  static void inverse(Butterflies b, byte[] w, int at, int row, int size, int filled, int delta) {
    byte[] factors = Multipliers.skews(size + delta);
    for (int dist = 1; dist < size; dist *= 2) {
      int length = dist * row;
      for (int r = 0; r < filled; r += 2 * dist) {
        int skew = r + dist + delta - 1;
        int low = at + r * row;
        if (Field16.skew(skew) == Field16.MODULUS) {
          b.add(w, low + length, low, length);
        } else {
          b.inverse(w, low, low + length, length, factors, skew * Multipliers.ENTRY);
        }
      }
    }
  }

  /// The transform, as far as the first `wanted` rows need it; the others are undefined afterwards.
  static void forward(Butterflies b, byte[] w, int at, int row, int size, int wanted, int delta) {
    byte[] factors = Multipliers.skews(size + delta);
    for (int dist = size / 2; dist > 0; dist /= 2) {
      for (int r = 0; r < wanted; r += 2 * dist) {
        group(b, w, at, row, r, dist, delta, factors);
      }
    }
  }

  /// The transform, as far as the marked rows need it; the others are undefined afterwards.
  ///
  /// @param wanted how many rows are marked before each row, `size` + 1 numbers
  static void forward(Butterflies b, byte[] w, int row, int size, int[] wanted) {
    byte[] factors = Multipliers.skews(size);
    for (int dist = size / 2; dist > 0; dist /= 2) {
      for (int r = 0; r < size; r += 2 * dist) {
        if (wanted[r] != wanted[r + 2 * dist]) {
          group(b, w, 0, row, r, dist, 0, factors);
        }
      }
    }
  }

  private static void group(
      Butterflies b, byte[] w, int at, int row, int r, int dist, int delta, byte[] factors) {
    int skew = r + dist + delta - 1;
    int length = dist * row;
    int low = at + r * row;
    if (Field16.skew(skew) == Field16.MODULUS) {
      b.add(w, low + length, low, length);
    } else {
      b.forward(w, low, low + length, length, factors, skew * Multipliers.ENTRY);
    }
  }
}
