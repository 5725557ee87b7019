package io.oriel.testkit;

import java.util.function.Consumer;

/// The holds of one watched lease. Any thread.
final class Lease {
  private final String name;
  private final Throwable taken;
  private final Consumer<Lease> ended;
  private final Consumer<AssertionError> misused;
  private int holds; // this' lock
  private Throwable released; // this' lock; where the last hold was given back

  Lease(String name, int holds, Consumer<Lease> ended, Consumer<AssertionError> misused) {
    this.name = name;
    this.holds = holds;
    this.ended = ended;
    this.misused = misused;
    taken = new Throwable(name + " was taken here");
  }

  Throwable taken() {
    return taken;
  }

  synchronized void use(String what) {
    if (holds == 0) {
      var error = new AssertionError(name + ": " + what + " after the last release", released);
      error.addSuppressed(taken);
      misused.accept(error);
      throw error;
    }
  }

  synchronized void retain() {
    use("retain()");
    holds++;
  }

  synchronized void release() {
    use("release()");
    if (--holds == 0) {
      released = new Throwable(name + " was released here");
      ended.accept(this);
    }
  }
}
