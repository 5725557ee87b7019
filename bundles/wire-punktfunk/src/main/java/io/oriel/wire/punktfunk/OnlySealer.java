package io.oriel.wire.punktfunk;

import java.util.concurrent.atomic.AtomicBoolean;

/// Sees to it that a secret gets one sealer: two would count from 0 both, and repeat nonces. Any
/// thread.
final class OnlySealer {
  private final AtomicBoolean taken = new AtomicBoolean();

  void take() {
    if (taken.getAndSet(true)) {
      throw new IllegalStateException("this secret has a sealer already; agree on a new secret");
    }
  }
}
