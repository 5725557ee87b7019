package io.oriel.lib.dbus;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a connection to a bus that may come later, go and come again: a user's session bus, seen
/// from a host that runs longer than the user's session.
public final class BusFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BusFollower.class);

  /// Makes a connection, or says why there is none.
  @FunctionalInterface
  public interface Opener {
    Bus open() throws BusException;
  }

  /// Told what becomes of the connection, on one virtual thread; may block and call the bus.
  public interface Listener {
    /// There is a bus. The connection is the follower's to close.
    void connected(Bus bus);

    /// There is none (any more): told once at the beginning and after each loss.
    void absent(BusException why);
  }

  private final Opener opener;
  private final Duration retry;
  private final Listener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private BusFollower(String name, Opener opener, Duration retry, Listener listener) {
    this.opener = opener;
    this.retry = retry;
    this.listener = listener;
    thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /// Begins to follow; never blocks.
  ///
  /// @param name of the thread
  /// @param opener for example `Bus::session`
  /// @param retry how long to wait before the bus is looked for again
  public static BusFollower start(String name, Opener opener, Duration retry, Listener listener) {
    var follower = new BusFollower(name, opener, retry, listener);
    follower.thread.start();
    return follower;
  }

  private void run() {
    boolean told = false;
    try {
      while (closed.getCount() > 0) {
        try (Bus bus = opener.open()) {
          told = true;
          listener.absent(follow(bus));
        } catch (BusException e) {
          if (!told) {
            listener.absent(e);
          }
          told = true;
        } catch (RuntimeException e) {
          LOG.warn("a follower of a bus failed", e);
        }
        if (closed.await(retry.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      // close() asked
    }
  }

  private BusException follow(Bus bus) throws InterruptedException {
    var lost = new CompletableFuture<BusException>();
    try (var _ = bus.onLost(lost::complete)) {
      listener.connected(bus);
      return lost.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Ends it and closes the connection. Waits for a listener that is being told for at most 2 s.
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    if (Thread.currentThread() == thread) {
      return; // a listener that wants no more
    }
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
