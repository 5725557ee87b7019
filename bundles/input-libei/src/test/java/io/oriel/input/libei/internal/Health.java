package io.oriel.input.libei.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Writes down what an injector says of itself.
final class Health implements StageHealth {
  final List<String> degraded = new CopyOnWriteArrayList<>();
  final List<BackendException> lost = new CopyOnWriteArrayList<>();

  @Override
  public void degraded(String detail) {
    degraded.add(detail);
  }

  @Override
  public void changed(String detail) {}

  @Override
  public synchronized void lost(BackendException cause) {
    lost.add(cause);
    notifyAll();
  }

  synchronized BackendException awaitLost() throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (lost.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("it was not lost");
      }
      wait(left);
    }
    return lost.getFirst();
  }
}
