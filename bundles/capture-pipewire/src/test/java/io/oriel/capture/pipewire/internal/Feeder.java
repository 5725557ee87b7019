package io.oriel.capture.pipewire.internal;

import io.oriel.media.pipewire.PipeWireException;
import io.oriel.media.pipewire.testing.Shot;
import io.oriel.media.pipewire.testing.VideoProducer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Has a producer show something again and again, on a thread of its own, until it is closed.
final class Feeder implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

  private final Thread thread;
  private volatile boolean closed;

  private Feeder(VideoProducer producer, Supplier<Shot> shots) {
    thread = Thread.ofPlatform().start(() -> run(producer, shots));
  }

  static Feeder polite(VideoProducer producer) {
    return of(producer, () -> Shot.POLITE);
  }

  static Feeder of(VideoProducer producer, Supplier<Shot> shots) {
    return new Feeder(producer, shots);
  }

  private void run(VideoProducer producer, Supplier<Shot> shots) {
    while (!closed) {
      try {
        producer.show(shots.get());
      } catch (PipeWireException _) {
        return; // it was taken away
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
