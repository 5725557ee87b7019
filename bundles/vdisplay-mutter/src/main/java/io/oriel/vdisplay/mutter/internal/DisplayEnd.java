package io.oriel.vdisplay.mutter.internal;

import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.Subscription;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Takes a display's monitor away and gives its desktop back the layout from before.
record DisplayEnd(
    MutterDesktop desktop,
    CastSession cast,
    DisplayMonitor monitor,
    SharedLayout layout,
    MonitorBoard board) {
  private static final long PATIENCE_MILLIS = 2_000;

  /// Returns when it is gone.
  void run() {
    if (desktop.attached()) {
      awaitGone();
      layout.leave(board);
    } else {
      cast.close();
    }
    monitor.release();
    desktop.close();
  }

  /// Mutter lays out what is left by itself when the monitor goes: the old layout comes after that.
  private void awaitGone() {
    var changes = new Semaphore(0);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    try (Subscription _ = board.changes(changes::release)) {
      cast.close();
      while (monitor.there()
          && changes.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        changes.drainPermits();
      }
    } catch (BusException _) {
      cast.close(); // the desktop has gone
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
