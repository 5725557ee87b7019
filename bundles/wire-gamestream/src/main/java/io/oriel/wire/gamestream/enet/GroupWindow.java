package io.oriel.wire.gamestream.enet;

/// Remembers the last 1024 unsequenced groups, so that a repeated datagram is delivered once.
final class GroupWindow {
  private static final int SIZE = 1024;

  private final long[] seen = new long[SIZE / 64];
  private int highest;

  /// @return `false`: seen before, or too old to tell
  boolean fresh(int group) {
    int ahead = group - highest & 0xffff;
    if (ahead != 0 && ahead < 0x8000) {
      for (int i = 1; i <= Math.min(ahead, SIZE); i++) {
        clear(highest + i);
      }
      highest = group;
    } else if ((highest - group & 0xffff) >= SIZE) {
      return false;
    }
    int slot = group % SIZE;
    long bit = 1L << slot;
    boolean fresh = (seen[slot / 64] & bit) == 0;
    seen[slot / 64] |= bit;
    return fresh;
  }

  private void clear(int group) {
    int slot = (group & 0xffff) % SIZE;
    seen[slot / 64] &= ~(1L << slot);
  }
}
