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

  /// Returns when it is gone. A thread that was interrupted is that again afterwards: calls to the
  /// desktop would fail, and its layout would stay.
  void run() {
    boolean interrupted = Thread.interrupted();
    if (desktop.attached()) {
      interrupted |= awaitGone();
      layout.leave(board);
    } else {
      cast.close();
    }
    monitor.release();
    desktop.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Mutter lays out what is left by itself when the monitor goes: the old layout comes after that.
  ///
  /// @return whether the thread was interrupted, which ends the waiting
  private boolean awaitGone() {
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
      return true;
    }
    return false;
  }
}
