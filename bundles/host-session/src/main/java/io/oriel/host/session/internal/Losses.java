package io.oriel.host.session.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/// The stages a session lost lately. Control thread.
final class Losses {
  private static final int MOST = 3;
  private static final long WINDOW_NANOS = 60_000_000_000L;

  private final Deque<Long> times = new ArrayDeque<>();

  /// Counts one more.
  ///
  /// @return whether there were three within a minute: going on would only flicker
  boolean tooMany(long nowNanos) {
    times.addLast(nowNanos);
    while (nowNanos - times.getFirst() > WINDOW_NANOS) {
      times.removeFirst();
    }
    return times.size() >= MOST;
  }
}
