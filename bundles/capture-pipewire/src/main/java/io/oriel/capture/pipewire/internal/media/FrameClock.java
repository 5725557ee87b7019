package io.oriel.capture.pipewire.internal.media;

/// Decides which of a producer's time stamps are believed.
///
/// They are to be times of the monotonic clock, which is `System.nanoTime()`'s; some producers
/// count from a moment of their own, go back, or tell when a picture *will* be shown. A stamp that
/// cannot be the picture's is replaced by its arrival. The connection's thread.
final class FrameClock {
  private static final long OLDEST_NANOS = 1_000_000_000;

  private long newest = Long.MIN_VALUE;
  private long disbelieved;

  /// When the picture was made.
  ///
  /// @param stampNanos the producer's; 0: it told none
  /// @param arrivedNanos when it came
  long madeNanos(long stampNanos, long arrivedNanos) {
    if (stampNanos == 0) {
      return arrivedNanos;
    }
    long age = arrivedNanos - stampNanos;
    if (age < 0 || age > OLDEST_NANOS || stampNanos < newest) {
      disbelieved++;
      return arrivedNanos;
    }
    newest = stampNanos;
    return stampNanos;
  }

  /// Stamps that were replaced.
  long disbelieved() {
    return disbelieved;
  }
}
