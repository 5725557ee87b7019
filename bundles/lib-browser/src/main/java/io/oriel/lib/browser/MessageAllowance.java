package io.oriel.lib.browser;

/// How many control messages a page may send: reading them takes time of a thread that serves all
/// pages. Far more than any page needs, a window that is resized included. One thread at a time.
final class MessageAllowance {
  private static final long MOST_BYTES = 2 << 20;
  private static final long BYTES_PER_SECOND = 256 << 10;
  private static final int MESSAGE_BYTES = 256; // that even an empty one counts for

  private double left = MOST_BYTES;
  private long beforeNanos;
  private boolean begun;

  /// Takes a message off it.
  ///
  /// @return `false`: it is used up
  boolean covers(int bytes, long nowNanos) {
    if (begun) {
      left += (nowNanos - beforeNanos) / 1e9 * BYTES_PER_SECOND;
    }
    begun = true;
    beforeNanos = nowNanos;
    left = Math.min(left, MOST_BYTES) - bytes - MESSAGE_BYTES;
    return left >= 0;
  }
}
