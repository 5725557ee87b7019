package io.oriel.tck;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Waits for what nobody announces.
public final class Wait {
  /// Longer than a busy machine needs for anything; short enough for a test that fails.
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private Wait() {}

  /// Looks again and again until something is so.
  ///
  /// @param what is waited for, for the failure's message
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    until(what, PATIENCE, condition);
  }

  /// The same with another deadline.
  public static void until(String what, Duration within, Callable<Boolean> condition)
      throws Exception {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("in " + within.toSeconds() + " s not seen: " + what);
      }
      LockSupport.parkNanos(AGAIN_NANOS);
    }
  }
}
