package io.oriel.console.shell.internal;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes connections until the listener is closed. A connection that cannot be taken costs itself
/// alone: the process may be out of file descriptors for a moment.
final class AcceptLoop implements Runnable {
  /// Waits for the next connection.
  interface Listener {
    /// @throws ClosedChannelException the listener is closed
    SocketChannel accept() throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(AcceptLoop.class);
  private static final long PAUSE_NANOS = 100_000_000; // a lasting fault must not spin

  private final Listener listener;
  private final Consumer<SocketChannel> taker;

  /// @param taker owns the connection from then on
  AcceptLoop(Listener listener, Consumer<SocketChannel> taker) {
    this.listener = listener;
    this.taker = taker;
  }

  @Override
  public void run() {
    boolean failing = false;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        taker.accept(listener.accept());
        failing = false;
      } catch (ClosedChannelException _) {
        LOG.debug("the shell is closed");
        return;
      } catch (IOException | RuntimeException e) {
        if (!failing) { // once, not ten times a second
          LOG.warn("the shell could not take a connection: {}", e.toString());
        }
        failing = true;
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
    }
  }
}
