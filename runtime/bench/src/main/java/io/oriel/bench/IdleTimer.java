package io.oriel.bench;

import io.oriel.media.core.MediaThread;
import java.util.concurrent.locks.LockSupport;

/// A thread that only wakes up at a given rate and notes how late it was: what the machine itself
/// adds to everything timed in the same run.
final class IdleTimer implements AutoCloseable {
  private final Samples lateness;
  private final long intervalNanos;
  private final Thread thread;
  private volatile boolean running = true;

  /// Starts it.
  ///
  /// @param most wake-ups that are noted
  IdleTimer(long intervalNanos, int most) {
    this.intervalNanos = intervalNanos;
    lateness = new Samples(most);
    thread = MediaThread.start("oriel-b-idle", this::loop, _ -> {});
  }

  private void loop() {
    long due = System.nanoTime();
    while (running) {
      due += intervalNanos;
      long now = Ticks.await(due);
      lateness.add(now - due);
    }
  }

  /// Ends it.
  ///
  /// @return how late each wake-up was
  Samples stop() throws InterruptedException {
    close();
    thread.join();
    return lateness;
  }

  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
  }
}
