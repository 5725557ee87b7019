package io.oriel.itest;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Looks again and again, for what other processes do and tell nobody.
public final class Await {
  private static final long LOOK_NANOS = 20_000_000;

  private Await() {}

  /// @return whether it became true in time
  public static boolean until(Duration most, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + most.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }
}
