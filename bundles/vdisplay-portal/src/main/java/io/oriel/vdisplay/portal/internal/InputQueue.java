package io.oriel.vdisplay.portal.internal;

import io.oriel.lib.dbus.BusException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Sends events in their order on a thread of its own, so that a bus which takes nothing holds up
/// no client. Motion is dropped first, then presses; releases are kept longest.
final class InputQueue implements AutoCloseable {
  // room that has to be left for what matters more
  static final int ROOM_FOR_MOTION = 512;
  static final int ROOM_FOR_PRESS = 256;
  static final int ROOM_FOR_RELEASE = 0;

  private static final int SIZE = 1024;
  private static final Duration DRAIN = Duration.ofMillis(500);

  /// One event.
  @FunctionalInterface
  interface Event {
    void send() throws BusException;
  }

  private final ArrayBlockingQueue<Event> queue = new ArrayBlockingQueue<>(SIZE);
  private final AtomicBoolean behind = new AtomicBoolean();
  private final Runnable fellBehind;
  private final Consumer<BusException> lost;
  private final Thread sender;
  private volatile boolean closed;

  /// @param fellBehind told when events are dropped, once until all have gone out again
  /// @param lost told when nothing can be sent any more
  InputQueue(Runnable fellBehind, Consumer<BusException> lost) {
    this.fellBehind = fellBehind;
    this.lost = lost;
    sender = Thread.ofVirtual().name("oriel-portal-input").start(this::run);
  }

  /// Never blocks; after the end it does nothing.
  void add(int room, Event event) {
    if (closed) {
      return;
    }
    if (queue.remainingCapacity() <= room || !queue.offer(event)) {
      if (behind.compareAndSet(false, true)) {
        fellBehind.run();
      }
    }
  }

  private void run() {
    try {
      while (!closed || !queue.isEmpty()) {
        queue.take().send();
        if (queue.isEmpty()) {
          behind.set(false);
        }
      }
    } catch (InterruptedException e) {
      // closed, and took too long
    } catch (BusException e) {
      closed = true;
      lost.accept(e);
    }
  }

  /// Sends what waits, for half a second at most.
  @Override
  public void close() {
    closed = true;
    queue.offer(() -> {}); // wakes the sender
    try {
      if (!sender.join(DRAIN)) {
        sender.interrupt();
      }
    } catch (InterruptedException e) {
      sender.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
