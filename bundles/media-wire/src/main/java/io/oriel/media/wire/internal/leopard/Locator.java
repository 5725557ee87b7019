package io.oriel.media.wire.internal.leopard;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// Evaluates a block's error locator: for each row the sum of the logarithms of its distances to
/// all erased rows (punktfunk protocol notes §15.7, steps 2 and 3).
///
/// The notes transform all 65536 places of the field. The distances are XORs, so the sum is a
/// dyadic convolution, and the rows in use, the first 2^p, are closed under XOR: a transform of
/// that length gives the same numbers. Where all places beyond the rows count as erased, the sum
/// over the places that are *not* erased is taken away from the sum over all of them, which is
/// 0 + 1 + … + 65534, a multiple of the modulus.
///
/// One thread; keeps its scratch.
final class Locator {
  private static final int MODULUS = Field16.MODULUS;

  private static final AtomicReferenceArray<int[]> TRANSFORMED_LOGS =
      new AtomicReferenceArray<>(17); // for 2^0 … 2^16 rows

  private long[] work = new long[0];

  /// Computes the logarithm of the locator at every row.
  ///
  /// @param counted the erased rows; where `outside`, the rows that are not erased
  /// @param outside whether all places from `rows` to 65535 are erased as well
  /// @param rows a power of two
  /// @param logs takes the result, 0 … 65534
  void evaluate(boolean[] counted, boolean outside, int rows, int[] logs) {
    if (work.length < rows) {
      work = new long[rows];
    }
    for (int i = 0; i < rows; i++) {
      work[i] = counted[i] ? 1 : 0;
    }
    int[] transformed = transformedLogs(rows);
    walshHadamard(work, rows);
    for (int i = 0; i < rows; i++) {
      work[i] = work[i] * transformed[i] % MODULUS;
    }
    walshHadamard(work, rows);
    // Twice transformed is multiplied by the number of rows; 2^16 = 1 (mod 65535).
    long unscale = (1L << 16 - Integer.numberOfTrailingZeros(rows)) * (outside ? -1 : 1);
    for (int i = 0; i < rows; i++) {
      logs[i] = (int) Math.floorMod(work[i] % MODULUS * unscale, (long) MODULUS);
    }
  }

  private static int[] transformedLogs(int rows) {
    int index = Integer.numberOfTrailingZeros(rows);
    int[] transformed = TRANSFORMED_LOGS.get(index);
    if (transformed == null) {
      long[] logs = new long[rows];
      for (int i = 1; i < rows; i++) { // the distance of a row to itself does not count
        logs[i] = Field16.log(i);
      }
      walshHadamard(logs, rows);
      transformed = new int[rows];
      for (int i = 0; i < rows; i++) {
        transformed[i] = Math.floorMod(logs[i], MODULUS);
      }
      TRANSFORMED_LOGS.set(index, transformed); // two threads may both; the result is the same
    }
    return transformed;
  }

  private static void walshHadamard(long[] a, int size) {
    for (int dist = 1; dist < size; dist *= 2) {
      for (int r = 0; r < size; r += 2 * dist) {
        for (int i = r; i < r + dist; i++) {
          long x = a[i];
          long y = a[i + dist];
          a[i] = x + y;
          a[i + dist] = x - y;
        }
      }
    }
  }
}
