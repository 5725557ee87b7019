package io.oriel.host.display.internal;

import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.display.VirtualDisplay;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A display on loan; ends once.
final class Loan implements DisplayKeeper.Lease {
  private final Keeper keeper;
  private final KeptDisplay kept;
  private final boolean reused;
  private final AtomicBoolean ended = new AtomicBoolean();

  Loan(Keeper keeper, KeptDisplay kept, boolean reused) {
    this.keeper = keeper;
    this.kept = kept;
    this.reused = reused;
  }

  @Override
  public VirtualDisplay display() {
    return kept.display();
  }

  @Override
  public String backendId() {
    return kept.backendId();
  }

  @Override
  public boolean reused() {
    return reused;
  }

  @Override
  public void keepProgram(AutoCloseable program) {
    kept.keepProgram(program);
  }

  @Override
  public void keep(AutoCloseable companion) {
    kept.keep(companion);
  }

  @Override
  public <T> Optional<T> kept(Class<T> type) {
    return kept.companion(type);
  }

  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      keeper.returned(kept);
    }
  }

  @Override
  public void handOver() {
    if (ended.compareAndSet(false, true)) {
      keeper.handedOver(kept);
    }
  }

  @Override
  public void discard() {
    if (ended.compareAndSet(false, true)) {
      keeper.drop(kept);
    }
  }
}
