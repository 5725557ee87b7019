package io.oriel.media.nat;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/// A native pointer or descriptor freed by the last thread to leave it, so closing never races
/// with a call. Any thread; nothing blocks.
public final class NativeHandle implements AutoCloseable {
  private static final int CLOSED = 1 << 31;

  private final AtomicInteger state = new AtomicInteger(); // CLOSED bit, and threads inside
  private final Runnable free;

  /// @param free runs exactly once, on the thread that closes or on the last one to leave
  public NativeHandle(Runnable free) {
    this.free = Objects.requireNonNull(free, "free");
  }

  /// Enters; every successful call is paired with one [#exit()].
  ///
  /// @return `false` once closed: do not touch the pointer
  public boolean enter() {
    int s;
    do {
      s = state.get();
      if (s < 0) {
        return false;
      }
    } while (!state.compareAndSet(s, s + 1));
    return true;
  }

  /// Leaves.
  public void exit() {
    if (state.decrementAndGet() == CLOSED) {
      free.run();
    }
  }

  /// Whether [#close()] was called.
  public boolean isClosed() {
    return state.get() < 0;
  }

  /// Frees now when nobody is inside, else on the last [#exit()]. A second call does nothing.
  @Override
  public void close() {
    if (state.getAndUpdate(s -> s | CLOSED) == 0) {
      free.run();
    }
  }
}
