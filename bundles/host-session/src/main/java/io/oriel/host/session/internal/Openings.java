package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/// The `open()` calls in flight. One counts as a thread inside its backend: when the backend
/// leaves,
/// the opener is interrupted, and what it still gets is closed at once.
final class Openings {
  /// What a backend's `open` looks like to us.
  interface Opener<T> {
    T open() throws BackendException;
  }

  private static final class Flight {
    final Object service;
    final Thread thread = Thread.currentThread();
    boolean leaving;

    Flight(Object service) {
      this.service = service;
    }
  }

  private final List<Flight> flights = new ArrayList<>();
  // the services that left, as long as somebody still holds them
  private final Set<Object> gone = Collections.newSetFromMap(new WeakHashMap<>()); // flights' lock

  /// Opens something of a backend. The opener also puts it where the session's drain finds it, so
  /// that it belongs to somebody whenever the backend leaves.
  ///
  /// @param opener what it returns is closed here when the backend leaves meanwhile, and perhaps
  /// once
  /// more by whom the session's drain finds: a second close has to do nothing, as an
  /// [OpenStage]'s
  /// @throws BackendException also when the backend goes away meanwhile, and for everything it
  /// throws
  <T extends AutoCloseable> T open(Provider<?> provider, Opener<T> opener) throws BackendException {
    var flight = new Flight(provider.service());
    synchronized (flights) {
      if (gone.contains(provider.service())) { // a plan may be older than its backends' leaving
        throw new BackendException(
            BackendException.Kind.DEVICE_LOST, provider.key() + " was taken away");
      }
      flights.add(flight);
    }
    try {
      T result = opener.open();
      if (leaving(flight)) {
        closeQuietly(result);
        throw new BackendException(
            BackendException.Kind.DEVICE_LOST, provider.key() + " was taken away while it opened");
      }
      return result;
    } catch (RuntimeException | LinkageError e) {
      throw new BackendException(BackendException.Kind.FAILED, provider.key() + ": " + e);
    } finally {
      land(flight);
    }
  }

  private boolean leaving(Flight flight) {
    synchronized (flights) {
      return flight.leaving;
    }
  }

  private void land(Flight flight) {
    synchronized (flights) {
      flights.remove(flight);
      if (flight.leaving) {
        Thread.interrupted(); // ours, for this open only
      }
      flights.notifyAll();
    }
  }

  /// Interrupts the openers inside a backend and waits for them.
  ///
  /// @return `false`: one is still inside
  boolean drain(Provider<?> provider, long deadlineNanos) {
    synchronized (flights) {
      gone.add(provider.service());
      for (var flight : flights) {
        if (flight.service == provider.service() && !flight.leaving) {
          flight.leaving = true;
          flight.thread.interrupt();
        }
      }
      while (flights.stream().anyMatch(flight -> flight.service == provider.service())) {
        long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        if (leftMillis <= 0) {
          return false;
        }
        try {
          flights.wait(leftMillis);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    }
    return true;
  }

  private static void closeQuietly(AutoCloseable instance) {
    try {
      instance.close();
    } catch (Exception _) {
      // it is going away with its backend
    }
  }
}
