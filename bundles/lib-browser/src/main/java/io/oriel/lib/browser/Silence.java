package io.oriel.lib.browser;

/// How long nothing was heard of a page, and what that means. Any thread.
final class Silence {
  private static final long HELLO_NANOS = 5_000_000_000L;

  /// Pages ping twice a second: one that is silent for so long cannot release what it holds, and a
  /// desktop would go on to repeat its keys.
  private static final long LET_GO_NANOS = 3_000_000_000L;

  private static final long GONE_NANOS = 15_000_000_000L;

  private final long cameNanos;
  private volatile long heardNanos;

  /// @param nowNanos of `System.nanoTime`, as all others: the page comes
  Silence(long nowNanos) {
    cameNanos = nowNanos;
    heardNanos = nowNanos;
  }

  void heard(long nowNanos) {
    heardNanos = nowNanos;
  }

  /// Whether a page that has not said who it is had time enough.
  boolean endsWaiting(long nowNanos) {
    return nowNanos - cameNanos > HELLO_NANOS;
  }

  /// Whether what the page holds pressed has to be released.
  boolean letsGo(long nowNanos) {
    return nowNanos - heardNanos > LET_GO_NANOS;
  }

  /// Whether the page is gone.
  boolean isGone(long nowNanos) {
    return nowNanos - heardNanos > GONE_NANOS;
  }
}
