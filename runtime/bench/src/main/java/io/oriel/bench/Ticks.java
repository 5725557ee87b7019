package io.oriel.bench;

import java.util.concurrent.locks.LockSupport;

/// Waits for points in time.
final class Ticks {
  private Ticks() {}

  /// Waits until a time on `System.nanoTime()`'s clock; returns at once when it is over.
  ///
  /// @return the time now
  static long await(long dueNanos) {
    long now = System.nanoTime();
    while (now < dueNanos) {
      LockSupport.parkNanos(dueNanos - now);
      now = System.nanoTime();
    }
    return now;
  }
}
