package io.oriel.media.webrtc.internal.rate;

import java.util.concurrent.atomic.AtomicLongArray;

/// When packets left and how long they were, by their transport-wide numbers. The sending thread
/// writes, the receive thread reads; what was overwritten meanwhile is not found.
public final class SendHistory {
  private static final int SIZE = 1 << 13; // more than a second of 70 Mbit/s
  private static final int LENGTH_BITS = 11;

  // one word: time in µs (42 bits), length (11), upper bits of the number (the lower ones are the
  // place), and 1, so that 0 is nothing
  private final AtomicLongArray words = new AtomicLongArray(SIZE);

  /// A packet leaves. The sending thread.
  ///
  /// @param bytes 1 … 2047
  public void sent(int number, long nanos, int bytes) {
    long micros = nanos / 1000 & (1L << 42) - 1;
    long high = number >>> 13 & 7;
    words.setRelease(number & SIZE - 1, micros << 22 | (long) bytes << LENGTH_BITS | high << 1 | 1);
  }

  /// @return 0: unknown
  public long find(int number) {
    long word = words.getAcquire(number & SIZE - 1);
    return (word & 1) != 0 && (word >>> 1 & 7) == (number >>> 13 & 7) ? word : 0;
  }

  /// Forgets a packet, so that nobody finds it again.
  public void forget(int number) {
    words.setRelease(number & SIZE - 1, 0);
  }

  /// When it left, in µs of a clock that wraps after 50 days.
  public static long micros(long word) {
    return word >>> 22;
  }

  public static int bytes(long word) {
    return (int) (word >>> LENGTH_BITS) & (1 << LENGTH_BITS) - 1;
  }
}
