package io.oriel.vdisplay.mutter.internal.input;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Events on their way to Mutter, so that nobody waits who brings them. Any thread puts, one takes.
///
/// Motion that follows motion becomes one. Where Mutter does not keep up, motion is dropped first,
/// then presses; the last quarter is for releases, so that nothing stays held. Allocates nothing.
final class EventQueue {
  private static final int SIZE = 1024;
  private static final int FOR_MOTION = SIZE / 2;
  private static final int FOR_PRESSES = SIZE * 3 / 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition something = lock.newCondition();
  private final InputEvent[] ring = new InputEvent[SIZE];
  private final InputEvent given = new InputEvent();
  private int first;
  private int count;
  private boolean closed;

  EventQueue() {
    for (int i = 0; i < SIZE; i++) {
      ring[i] = new InputEvent();
    }
  }

  /// Adds an event.
  ///
  /// @return `false`: there was no room, it is dropped
  boolean put(InputEvent.Kind kind, int code, boolean down, double x, double y) {
    lock.lock();
    try {
      given.set(kind, code, down, x, y);
      if (closed || count > 0 && last().absorb(given)) {
        return true;
      }
      int most = kind.motion() ? FOR_MOTION : given.releases() ? SIZE : FOR_PRESSES;
      if (count >= most) {
        return false;
      }
      count++;
      last().copy(given);
      something.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the oldest event.
  ///
  /// @return `false`: closed, and all is taken
  boolean take(InputEvent into) throws InterruptedException {
    lock.lock();
    try {
      while (count == 0) {
        if (closed) {
          return false;
        }
        something.await();
      }
      into.copy(ring[first]);
      first = (first + 1) % SIZE;
      count--;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Takes no more events; those that wait are taken still.
  void close() {
    lock.lock();
    try {
      closed = true;
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  private InputEvent last() {
    return ring[(first + count - 1) % SIZE];
  }
}
