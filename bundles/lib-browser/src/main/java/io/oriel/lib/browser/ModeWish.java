package io.oriel.lib.browser;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.session.InputSink;
import io.oriel.api.session.Session;
import io.oriel.lib.browser.wire.PageMessage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Asks for the mode a page wants once it has wanted the same for a moment: a window that is being
/// resized tells dozens, and each change costs a key frame. Any thread.
final class ModeWish {
  private static final long CALM_NANOS = 250_000_000;

  private final ScheduledExecutorService timer;
  private DisplayRequest wanted; // null: nothing waits; this and the rest under this object's lock
  private DisplayRequest asked; // the last one asked for
  private Session session;
  private InputSink sink;
  private long sinceNanos;

  ModeWish(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /// The page's `mode`; what it does not say stays.
  ///
  /// @param its session of the page's own; `null`: nothing is changed
  /// @param to `null`: the session has not begun, or is over
  void wanted(PageMessage m, Session its, InputSink to) {
    if (its == null || to == null) {
      return;
    }
    DisplayRequest now = streamed(its);
    var mode =
        StartWish.scaled(
            now.withMode(
                StartWish.size(m, "width", now.widthPx()),
                StartWish.size(m, "height", now.heightPx()),
                StartWish.rate(m, now.refreshMilliHz())),
            StartWish.scale(m, now.scale()));
    synchronized (this) {
      boolean waits = wanted != null;
      if (!mode.equals(wanted)) {
        wanted = mode;
        sinceNanos = System.nanoTime();
      }
      session = its;
      sink = to;
      if (!waits) {
        look(CALM_NANOS);
      }
    }
  }

  /// The mode the page sees. A display may run faster than the stream that is asked of it: taken
  /// for the page's wish, that rate would grow with every message that names none.
  private static DisplayRequest streamed(Session its) {
    DisplayRequest now = its.display();
    int rate = its.stream().map(stream -> stream.format().milliHz()).orElse(now.refreshMilliHz());
    return now.withMode(now.widthPx(), now.heightPx(), rate);
  }

  private void look(long nanos) {
    timer.schedule(this::settle, nanos, TimeUnit.NANOSECONDS);
  }

  private void settle() {
    DisplayRequest mode;
    InputSink to;
    synchronized (this) {
      long left = sinceNanos + CALM_NANOS - System.nanoTime();
      if (left > 0) {
        look(left);
        return;
      }
      mode = wanted;
      wanted = null;
      to = sink;
      // what a display refused or rounds, it would do again
      if (mode.equals(asked) || mode.equals(streamed(session))) {
        return;
      }
      asked = mode;
    }
    to.modeWanted(mode);
  }
}
