package io.oriel.media.wire.internal.fec;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/// The fastest of some kernels, found by trying in the background. Any thread.
///
/// @param <K> the kind of kernel
public final class Choice<K> {
  private final CountDownLatch tried = new CountDownLatch(1);
  private volatile K best; // the trial's thread writes it, once

  // Held for ever: when the classes of the slower kernels are unloaded, the compiler forgets that
  // there were several kinds, see Trial.
  private volatile List<K> all = List.of();

  /// Starts trying.
  ///
  /// @param scalar serves until the trial is over, and where there is no other
  Choice(Trial<K> trial, K scalar, Supplier<List<K>> kernels) {
    best = scalar;
    Thread.ofPlatform().daemon().name("oriel-fec-trial").start(() -> choose(trial, kernels));
  }

  /// The fastest as far as known. Never blocks: for the first seconds after the first use it is the
  /// scalar one.
  public K best() {
    return best;
  }

  /// Waits, some seconds at most, until the fastest is known.
  public K await() throws InterruptedException {
    tried.await();
    return best;
  }

  private void choose(Trial<K> trial, Supplier<List<K>> kernels) {
    try {
      if (Vectors.present()) {
        all = kernels.get();
        best = trial.fastest(all);
      }
    } finally {
      tried.countDown();
    }
  }
}
