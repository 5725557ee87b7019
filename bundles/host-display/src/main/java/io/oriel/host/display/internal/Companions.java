package io.oriel.host.display.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What lives as long as a display. What comes after the end is closed at once.
final class Companions {
  private static final Logger LOG = LoggerFactory.getLogger(Companions.class);

  private final Deque<AutoCloseable> all = new ArrayDeque<>(); // `this` lock; newest first
  private boolean over; // `this` lock

  void add(AutoCloseable companion) {
    synchronized (this) {
      if (!over) {
        all.push(companion);
        return;
      }
    }
    close(companion);
  }

  synchronized <T> Optional<T> find(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /// Closes them, the newest first, outside the lock: a program takes its time to end.
  void close() {
    Deque<AutoCloseable> rest;
    synchronized (this) {
      over = true;
      rest = new ArrayDeque<>(all);
      all.clear();
    }
    rest.forEach(Companions::close);
  }

  private static void close(AutoCloseable companion) {
    try {
      companion.close();
    } catch (Exception e) {
      LOG.warn("{} does not close with its display", companion, e);
    }
  }
}
