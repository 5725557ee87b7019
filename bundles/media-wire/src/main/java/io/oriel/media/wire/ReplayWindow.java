package io.oriel.media.wire;

import java.util.Arrays;

/// Remembers the last packet numbers, so that none is accepted twice. One thread.
///
/// Ask [#fresh(long)] first, verify the packet, and only then [#mark(long)] it: a forged number
/// must not move the window.
public final class ReplayWindow {
  private final int size;
  private final long[] seen; // a ring of bits, number n at n mod size
  private long highest = -1;

  /// @param size how far below the highest number a packet may be late: a power of two, 64 … 2^24
  public ReplayWindow(int size) {
    if (size < 64 || size > 1 << 24 || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("window of " + size + ", not a power of two from 64 on");
    }
    this.size = size;
    this.seen = new long[size / 64];
  }

  /// How far below the highest number a packet may be late.
  public int size() {
    return size;
  }

  /// The highest number marked; -1: none yet.
  public long highest() {
    return highest;
  }

  /// Whether a number is new: above all others, or late by less than [#size()] and not yet marked.
  ///
  /// @param number 0 …; negative ones are never fresh
  public boolean fresh(long number) {
    if (number < 0 || number <= highest - size) {
      return false;
    }
    return number > highest || (seen[word(number)] & 1L << number) == 0;
  }

  /// Remembers the number of a packet that was verified.
  ///
  /// @param number one that is [#fresh(long)]
  public void mark(long number) {
    if (!fresh(number)) {
      throw new IllegalArgumentException("packet number " + number + " is not fresh");
    }
    if (number > highest) {
      forget(number);
      highest = number;
    }
    seen[word(number)] |= 1L << number;
  }

  /// Clears the bits of the numbers between the highest one and a higher one, which stood for
  /// numbers a ring's length below.
  private void forget(long number) {
    if (number - size >= highest) { // the other way round could overflow
      Arrays.fill(seen, 0);
      return;
    }
    for (long n = highest + 1; ; ) {
      long last = Math.min(n | 63, number); // of those in one word
      seen[word(n)] &= ~(-1L << n & -1L >>> 63 - last);
      if (last == number) {
        return;
      }
      n = last + 1;
    }
  }

  private int word(long number) {
    return (int) (number >>> 6) & seen.length - 1;
  }
}
