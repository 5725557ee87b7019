package io.oriel.tck;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what a stage told. Any thread.
public final class RecordedHealth implements StageHealth {
  private final List<String> degraded = new CopyOnWriteArrayList<>();
  private final List<String> changed = new CopyOnWriteArrayList<>();
  private final List<BackendException> losses = new CopyOnWriteArrayList<>();
  private final CompletableFuture<BackendException> lost = new CompletableFuture<>();

  /// What it told of being worse than promised.
  public List<String> degradations() {
    return degraded;
  }

  /// What it told of changes.
  public List<String> changes() {
    return changed;
  }

  /// Every report of its end: one is enough.
  public List<BackendException> losses() {
    return losses;
  }

  /// Done with the first report of its end.
  public CompletableFuture<BackendException> lost() {
    return lost;
  }

  @Override
  public void degraded(String detail) {
    degraded.add(detail);
  }

  @Override
  public void changed(String detail) {
    changed.add(detail);
  }

  @Override
  public void lost(BackendException cause) {
    losses.add(cause);
    lost.complete(cause);
  }
}
