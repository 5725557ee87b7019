package io.oriel.vdisplay.portal.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Keeps what it is told.
final class Health implements StageHealth {
  final BlockingQueue<String> degraded = new LinkedBlockingQueue<>();
  private final BlockingQueue<BackendException> lost = new LinkedBlockingQueue<>();

  @Override
  public void degraded(String detail) {
    degraded.add(detail);
  }

  @Override
  public void changed(String detail) {}

  @Override
  public void lost(BackendException cause) {
    lost.add(cause);
  }

  /// What it was lost by; waits for it.
  BackendException awaitLoss() throws InterruptedException {
    return lost.poll(10, TimeUnit.SECONDS);
  }

  boolean well() {
    return lost.isEmpty();
  }
}
