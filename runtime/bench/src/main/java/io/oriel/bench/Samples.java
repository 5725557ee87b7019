package io.oriel.bench;

import java.util.Arrays;

/// Every sample of a measurement, in ns. One thread adds; afterwards any may read.
final class Samples {
  private final long[] values;
  private int count;

  /// @param most how many are kept; further ones are left out
  Samples(int most) {
    values = new long[most];
  }

  void add(long nanos) {
    if (count < values.length) {
      values[count++] = nanos;
    }
  }

  int count() {
    return count;
  }

  /// The smallest value that at least this share of the samples does not exceed, in ms; NaN
  /// without samples.
  ///
  /// @param share 0 … 1; 1: the largest
  double millis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    int at = (int) Math.ceil(share * count) - 1;
    return sorted[Math.clamp(at, 0, count - 1)] / 1e6;
  }
}
