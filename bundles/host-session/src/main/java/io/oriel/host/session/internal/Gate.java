package io.oriel.host.session.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Counts the threads inside a stage and lets nobody in once closed. Two media threads at most
/// share
/// one, so the compare-and-set practically never repeats.
public final class Gate {
  private static final int CLOSED = 1 << 31;
  private static final long LOOK_NANOS = 200_000;
  private final AtomicInteger state = new AtomicInteger();

  /// @return `false` once closed: do not touch the stage
  public boolean enter() {
    int s;
    do {
      s = state.get();
      if (s < 0) {
        return false;
      }
    } while (!state.compareAndSet(s, s + 1));
    return true;
  }

  public void exit() {
    state.decrementAndGet();
  }

  /// @return `false`: was closed already
  boolean close() {
    return (state.getAndUpdate(s -> s | CLOSED) & CLOSED) == 0;
  }

  /// Whether threads inside shall leave.
  public boolean closed() {
    return state.get() < 0;
  }

  /// Waits until nobody is inside.
  ///
  /// Looks again every 0.2 ms instead of being told, so that leaving costs the media path nothing.
  /// @return `false`: somebody still is
  boolean awaitEmpty(long deadlineNanos) {
    while ((state.get() & ~CLOSED) != 0) {
      if (System.nanoTime() - deadlineNanos >= 0) {
        return false;
      }
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
    return true;
  }
}
