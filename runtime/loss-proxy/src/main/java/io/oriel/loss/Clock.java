package io.oriel.loss;

/// A clock that starts at 0, as [Impairer] wants it.
final class Clock {
  private final long start = System.nanoTime();

  long nanos() {
    return System.nanoTime() - start;
  }
}
