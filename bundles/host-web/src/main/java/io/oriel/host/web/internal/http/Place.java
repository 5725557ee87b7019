package io.oriel.host.web.internal.http;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// A connection's place among those that its address may have. It is held until the connection is
/// closed and what it wanted done is done: whoever connects, asks for a handshake and leaves, over
/// and over, gets no more of the handshakes' thread than who stays. Any thread.
final class Place implements Executor {
  private final AtomicInteger held = new AtomicInteger(1);
  private final Executor handshakes;
  private final Runnable free;

  /// @param free called once, when the place is free
  Place(Executor handshakes, Runnable free) {
    this.handshakes = handshakes;
    this.free = free;
  }

  /// @throws RejectedExecutionException the server is closed
  @Override
  public void execute(Runnable task) {
    held.incrementAndGet();
    try {
      handshakes.execute(
          () -> {
            try {
              task.run();
            } finally {
              leave();
            }
          });
    } catch (RejectedExecutionException e) {
      leave();
      throw e;
    }
  }

  /// The connection is closed.
  void leave() {
    if (held.decrementAndGet() == 0) {
      free.run();
    }
  }
}
