package io.oriel.host.session.internal;

import java.util.function.BooleanSupplier;

/// A control thread waits for something another thread brings about.
final class Waiting {
  private final Object lock = new Object();

  /// Something may have changed. Any thread.
  void signal() {
    synchronized (lock) {
      lock.notifyAll();
    }
  }

  /// Waits for the condition, which is looked at now and after every signal.
  ///
  /// @return whether it holds
  boolean until(long deadlineNanos, BooleanSupplier condition) {
    synchronized (lock) {
      while (!condition.getAsBoolean()) {
        long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        if (leftMillis <= 0) {
          return false;
        }
        try {
          lock.wait(leftMillis);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return true;
    }
  }
}
