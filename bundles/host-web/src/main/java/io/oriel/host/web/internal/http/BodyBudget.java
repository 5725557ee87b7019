package io.oriel.host.web.internal.http;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of bodies may be in memory at once. Any thread.
final class BodyBudget {
  private final long most;
  private final AtomicLong taken = new AtomicLong();

  BodyBudget(long most) {
    this.most = most;
  }

  /// @return `false`: there is no room, nothing was taken
  boolean take(int bytes) {
    if (taken.addAndGet(bytes) > most) {
      taken.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  long taken() {
    return taken.get();
  }
}
