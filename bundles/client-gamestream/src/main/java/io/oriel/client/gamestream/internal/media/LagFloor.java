package io.oriel.client.gamestream.internal.media;

/// The least time that a medium's packets take beyond their own time stamps, second by second: what
/// remains when queues are empty. Its absolute value says nothing, since nobody knows when the
/// host's count began; its change tells how two clocks run apart. One thread writes, any reads.
final class LagFloor {
  private static final long WINDOW_NANOS = 1_000_000_000;
  private static final int SETTLED = 2; // windows before the first one that counts

  private long windowEnds;
  private long least = Long.MAX_VALUE;
  private int windows;
  private volatile long first;
  private volatile long latest;
  private volatile boolean known;

  /// A packet.
  ///
  /// @param mediaNanos its time stamp
  void came(long mediaNanos, long arrivedNanos) {
    if (windowEnds == 0) {
      windowEnds = arrivedNanos + WINDOW_NANOS;
    }
    if (arrivedNanos - windowEnds >= 0) {
      close();
      windowEnds = arrivedNanos + WINDOW_NANOS;
    }
    least = Math.min(least, arrivedNanos - mediaNanos);
  }

  private void close() {
    windows++;
    if (windows > SETTLED) {
      latest = least;
      if (!known) {
        first = least;
        known = true;
      }
    }
    least = Long.MAX_VALUE;
  }

  boolean known() {
    return known;
  }

  /// How much more it takes now than at first.
  long changeNanos() {
    return latest - first;
  }
}
