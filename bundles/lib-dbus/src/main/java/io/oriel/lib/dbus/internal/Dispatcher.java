package io.oriel.lib.dbus.internal;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells listeners, one after the other, on a virtual thread of its own: they may block and call
/// the bus, and hold up nothing but each other.
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int MOST_WAITING = 8192;
  private static final long MOST_BYTES = 32L * 1024 * 1024;

  private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final AtomicLong bytes = new AtomicLong(); // held by what waits
  private final String bus;
  private volatile boolean closed;
  private boolean full;

  Dispatcher(String bus) {
    this.bus = bus;
    Thread.ofVirtual().name("oriel-bus-events").start(this::run);
  }

  /// Queues what comes of a message behind what waits; the reading thread.
  ///
  /// @param size of the message, in bytes
  /// @return whether it will run
  boolean post(long size, Runnable task) {
    if (closed) {
      return false;
    }
    if (queue.size() >= MOST_WAITING || bytes.get() + size > MOST_BYTES) {
      if (!full) {
        LOG.warn(
            "messages of {} are lost: {} of {} bytes wait for a listener",
            bus,
            queue.size(),
            bytes.get());
      }
      full = true;
      return false;
    }
    full &= !queue.isEmpty();
    bytes.addAndGet(size);
    return queue.add(
        () -> {
          bytes.addAndGet(-size);
          task.run();
        });
  }

  /// Queues a notice that nothing would repeat: there is room for it when messages have none left.
  void post(Runnable notice) {
    if (!closed && queue.size() < 2 * MOST_WAITING) {
      queue.add(notice);
    }
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

  /// Runs what waits and then these, however much waits, and ends.
  void end(List<Runnable> last) {
    closed = true;
    queue.addAll(last);
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
