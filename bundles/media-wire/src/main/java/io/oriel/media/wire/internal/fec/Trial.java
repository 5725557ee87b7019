package io.oriel.media.wire.internal.fec;

/// Measures kernels while the JVM compiles them.
///
/// Vector code is a thousand times slower until the optimising compiler has had it, which takes
/// half a second of nothing else on an idle machine. So a kernel is tried until it has stopped
/// getting faster, and one that has not yet beaten the best so far is given much longer.
final class Trial {
  private static final int SHARD = 1408; // a usual datagram, see GameStream protocol notes §3.2
  private static final int SHARDS = 8;
  private static final int ROWS = 4;
  private static final long PATIENCE_NANOS = 100_000_000;
  private static final long LONG_PATIENCE_NANOS = 1_000_000_000;
  private static final long LIMIT_NANOS = 4_000_000_000L;
  private static final double WORTH_MENTIONING =
      0.9; // smaller gains do not count as getting faster

  private final byte[] shards = new byte[(SHARDS + ROWS) * SHARD];

  /// The shortest time for one round.
  ///
  /// @param toBeat that of the best kernel so far
  long nanos(Kernel kernel, long toBeat) {
    long start = System.nanoTime();
    long best = Long.MAX_VALUE;
    double mentioned = Double.MAX_VALUE;
    long improved = start;
    for (long now = start; ; ) {
      for (int i = 0; i < SHARDS; i++) {
        kernel.add4(shards, SHARDS * SHARD, SHARD, i * SHARD, SHARD, 2 + i, 77, 142, 255);
      }
      long then = System.nanoTime();
      best = Math.min(best, Math.max(1, then - now));
      if (best < mentioned * WORTH_MENTIONING) {
        mentioned = best;
        improved = then;
      }
      long patience = best < toBeat ? PATIENCE_NANOS : LONG_PATIENCE_NANOS;
      if (then - improved > patience || then - start > LIMIT_NANOS) {
        return best;
      }
      now = then;
    }
  }

  /// What a round's time means in bytes multiplied and added, 10^6 a second.
  static long megabytesPerSecond(long nanos) {
    return 1000L * ROWS * SHARDS * SHARD / nanos;
  }
}
