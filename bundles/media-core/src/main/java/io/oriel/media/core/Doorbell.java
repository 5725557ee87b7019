package io.oriel.media.core;

import java.util.concurrent.locks.LockSupport;

/// Lets one waiting thread be woken by others; a ring before the wait is remembered.
public final class Doorbell {
  private volatile boolean rung;
  private volatile Thread waiter;

  /// Any thread.
  public void ring() {
    rung = true;
    LockSupport.unpark(waiter);
  }

  /// Waits until a time or a ring. The waiting thread.
  ///
  /// @return whether it was rung
  public boolean await(long untilNanos) throws InterruptedException {
    waiter = Thread.currentThread();
    try {
      while (!rung) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        long left = untilNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        LockSupport.parkNanos(left);
      }
      rung = false;
      return true;
    } finally {
      waiter = null;
    }
  }
}
