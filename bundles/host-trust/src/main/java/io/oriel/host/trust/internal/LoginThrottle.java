package io.oriel.host.trust.internal;

import java.util.function.LongSupplier;

/// Slows guessing down: after five wrong passwords in a row nobody is let in for a while, twice as
/// long with every further one. Any thread.
final class LoginThrottle {
  private static final int FREE = 5;
  private static final long FIRST_NANOS = 2_000_000_000L;
  private static final int MOST_DOUBLINGS = 7;
  private final LongSupplier nanoTime;
  private int failures;
  private long closedUntil;

  LoginThrottle(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    closedUntil = nanoTime.getAsLong();
  }

  synchronized boolean open() {
    return nanoTime.getAsLong() - closedUntil >= 0;
  }

  synchronized void failed() {
    failures++;
    if (failures >= FREE) {
      int doublings = Math.min(failures - FREE, MOST_DOUBLINGS);
      closedUntil = nanoTime.getAsLong() + (FIRST_NANOS << doublings);
    }
  }

  synchronized void succeeded() {
    failures = 0;
  }
}
