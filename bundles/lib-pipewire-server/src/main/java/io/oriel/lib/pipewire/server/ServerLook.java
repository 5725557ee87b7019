package io.oriel.lib.pipewire.server;

import io.oriel.media.pipewire.ConnectionListener;
import io.oriel.media.pipewire.Global;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Whether a PipeWire has a session manager. Any thread.
final class ServerLook implements ConnectionListener {
  private final CountDownLatch manager = new CountDownLatch(1);

  /// Whether it is there, which connects programs with sinks: WirePlumber keeps its
  /// choices in an object named `default`.
  boolean sessionManager(Duration within) {
    try {
      return manager.await(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return manager.getCount() == 0;
    }
  }

  @Override
  public void appeared(Global global) {
    if (global.property("metadata.name").filter("default"::equals).isPresent()) {
      manager.countDown();
    }
  }

  @Override
  public void lost(String why) {}
}
