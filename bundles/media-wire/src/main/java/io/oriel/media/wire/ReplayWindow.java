package io.oriel.media.wire;

import java.util.Arrays;

/// Remembers the last 1024 packet numbers, so that none is accepted twice. One thread.
///
/// Ask [#fresh(long)] first, verify the packet, and only then [#mark(long)] it: a forged number
/// must not move the window.
public final class ReplayWindow {
  /// How far below the highest number a packet may be late.
  public static final int SIZE = 1024;

  private final long[] seen = new long[SIZE / 64]; // a ring of bits, number n at n mod SIZE
  private long highest = -1;

  /// Whether a number is new: above all others, or late by less than [#SIZE] and not yet marked.
  ///
  /// @param number 0 …; negative ones are never fresh
  public boolean fresh(long number) {
    if (number < 0 || number <= highest - SIZE) {
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
    if (number - highest >= SIZE) {
      Arrays.fill(seen, 0);
    } else {
      for (long n = highest + 1; n < number; n++) {
        seen[word(n)] &= ~(1L << n);
      }
    }
    highest = Math.max(highest, number);
    seen[word(number)] |= 1L << number;
  }

  private static int word(long number) {
    return (int) (number >> 6) & SIZE / 64 - 1;
  }
}
