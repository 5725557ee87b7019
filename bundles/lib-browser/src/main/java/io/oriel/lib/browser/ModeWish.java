package io.oriel.lib.browser;

import io.oriel.api.display.DisplayRequest;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Passes on the mode a page wants once it has wanted the same for a moment: a window that is being
/// resized tells dozens, and each change costs a key frame. Any thread.
final class ModeWish {
  private static final long CALM_NANOS = 250_000_000;

  private final ScheduledExecutorService timer;
  private final Consumer<DisplayRequest> calm;
  private DisplayRequest wanted; // null: nothing waits; this and the rest under this object's lock
  private long sinceNanos;

  /// @param calm told of the wish; only posts
  ModeWish(ScheduledExecutorService timer, Consumer<DisplayRequest> calm) {
    this.timer = timer;
    this.calm = calm;
  }

  synchronized void wanted(DisplayRequest mode) {
    boolean waits = wanted != null;
    if (!mode.equals(wanted)) {
      wanted = mode;
      sinceNanos = System.nanoTime();
    }
    if (!waits) {
      look(CALM_NANOS);
    }
  }

  private void look(long nanos) {
    timer.schedule(this::settle, nanos, TimeUnit.NANOSECONDS);
  }

  private void settle() {
    DisplayRequest mode;
    synchronized (this) {
      long left = sinceNanos + CALM_NANOS - System.nanoTime();
      if (left > 0) {
        look(left);
        return;
      }
      mode = wanted;
      wanted = null;
    }
    calm.accept(mode);
  }
}
