package io.oriel.wire.gamestream.control;

/// Remembers the last 1024 sequence numbers, 32 bits without wrapping (GameStream protocol notes,
/// GS-C-05). One thread.
public final class ReplayWindow {
  private static final int SIZE = 1024;

  private final long[] seen = new long[SIZE / 64];
  private long highest = -1;

  /// Whether the number has not been seen and is not too old to tell.
  public boolean fresh(long sequence) {
    if (sequence > highest) {
      return true;
    }
    return highest - sequence < SIZE && (seen[word(sequence)] & bit(sequence)) == 0;
  }

  /// Marks the number as seen.
  public void mark(long sequence) {
    if (sequence > highest) {
      long steps = Math.min(sequence - highest, SIZE);
      for (long i = 0; i < steps; i++) {
        seen[word(sequence - i)] &= ~bit(sequence - i);
      }
      highest = sequence;
    }
    seen[word(sequence)] |= bit(sequence);
  }

  private static int word(long sequence) {
    return (int) (sequence % SIZE) / 64;
  }

  private static long bit(long sequence) {
    return 1L << (sequence & 63);
  }
}
