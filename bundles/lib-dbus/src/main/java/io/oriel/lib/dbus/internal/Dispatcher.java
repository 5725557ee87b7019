package io.oriel.lib.dbus.internal;

import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells listeners, one after the other, on a virtual thread of its own: they may block and call
/// the bus, and hold up nothing but each other.
final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int MOST_WAITING = 8192;

  private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final String bus;
  private volatile boolean closed;
  private boolean full;

  Dispatcher(String bus) {
    this.bus = bus;
    Thread.ofVirtual().name("oriel-bus-events").start(this::run);
  }

  /// Queues it behind what waits; the reading thread.
  ///
  /// @return whether it will run
  boolean post(Runnable task) {
    if (closed) {
      return false;
    }
    if (queue.size() >= MOST_WAITING) {
      if (!full) {
        LOG.warn("signals of {} are lost: {} wait for a listener", bus, MOST_WAITING);
      }
      full = true;
      return false;
    }
    full = false;
    return queue.add(task);
  }

  private void run() {
    try {
      while (true) {
        tell(queue.take());
      }
    } catch (InterruptedException e) {
      // end() asked
    }
  }

  private void tell(Runnable task) throws InterruptedException {
    try {
      task.run();
    } catch (Ended e) {
      throw new InterruptedException();
    } catch (RuntimeException | Error e) {
      LOG.warn("a listener on {} failed", bus, e);
    }
  }

  /// Runs what waits, then ends.
  @Override
  public void close() {
    closed = true;
    queue.add(
        () -> {
          throw new Ended();
        });
  }

  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Ended() {
      super(null, null, false, false);
    }
  }
}
