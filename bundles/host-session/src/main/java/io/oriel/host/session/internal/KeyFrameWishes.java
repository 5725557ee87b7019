package io.oriel.host.session.internal;

import java.util.function.LongSupplier;

/// Passes wishes for a key frame on, at most one in a while: key frames are large, and whoever
/// watches must not spoil the picture for whom the session is. A wish that comes too early waits;
/// those that come meanwhile add nothing. Any thread.
final class KeyFrameWishes {
  private final long intervalNanos;
  private final LongSupplier clock;
  private final SessionMedia.Later later;
  private final Runnable to;
  private boolean waiting; // this' lock
  private long passedNanos; // this' lock

  /// @param clock as `System.nanoTime()`
  /// @param later runs a step unless the session has ended
  /// @param to never blocks
  KeyFrameWishes(long intervalNanos, LongSupplier clock, SessionMedia.Later later, Runnable to) {
    this.intervalNanos = intervalNanos;
    this.clock = clock;
    this.later = later;
    this.to = to;
    passedNanos = clock.getAsLong() - intervalNanos;
  }

  void wanted() {
    long early;
    synchronized (this) {
      if (waiting) {
        return;
      }
      early = passedNanos + intervalNanos - clock.getAsLong();
      if (early > 0) {
        waiting = true;
      } else {
        passedNanos = clock.getAsLong();
      }
    }
    if (early > 0) {
      later.run(early, this::due);
    } else {
      to.run();
    }
  }

  private void due() {
    synchronized (this) {
      waiting = false;
      passedNanos = clock.getAsLong();
    }
    to.run();
  }
}
