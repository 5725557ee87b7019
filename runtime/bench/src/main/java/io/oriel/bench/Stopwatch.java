package io.oriel.bench;

import java.util.Arrays;

/// Times short work: the median over batches long enough for the clock. One thread.
final class Stopwatch {
  private static final long BATCH_NANOS = 50_000;
  private static final int MOST_SAMPLES = 1 << 16;

  /// Work that may fail.
  interface Work {
    void run() throws Exception;
  }

  private final double[] samples = new double[MOST_SAMPLES];
  private int batch = 1;

  /// Does the work again and again.
  ///
  /// @param seconds for how long
  /// @return the median time of one piece of work, in µs
  double micros(Work work, double seconds) throws Exception {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    int count = 0;
    long before = System.nanoTime();
    do {
      for (int i = 0; i < batch; i++) {
        work.run();
      }
      long now = System.nanoTime();
      long took = now - before;
      before = now;
      if (took < BATCH_NANOS && batch < 1 << 20) {
        batch *= 2; // too short for the clock: does not count
        count = 0;
      } else {
        samples[count++] = took / 1e3 / batch;
      }
    } while (count == 0 || count < MOST_SAMPLES && before < end);
    return median(samples, count);
  }

  private static double median(double[] values, int count) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[count / 2];
  }
}
