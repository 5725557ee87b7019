package io.oriel.wire.gamestream.video;

import java.util.Arrays;

/// What a frame lost before it was on its way, block by block: parity repairs its own block only
/// (GameStream protocol notes §3.5). Reused; one thread.
final class BlockLosses {
  private final int[] missing = new int[FecLayout.MAX_BLOCKS];
  private final FecLayout layout;

  BlockLosses(FecLayout layout) {
    this.layout = layout;
  }

  void clear() {
    Arrays.fill(missing, 0);
  }

  /// Some datagrams of a run were not sent. Which ones is not known: each block of the run may have
  /// lost them all.
  ///
  /// @param first the run's first datagram, in the order of sending
  /// @param length datagrams of the run
  /// @param count how many of them were not sent
  void add(int first, int length, int count) {
    int start = 0;
    for (int block = 0; block < layout.blocks(); block++) {
      int end = start + layout.data(block) + layout.parity(block);
      if (first < end && start < first + length) {
        missing[block] += count;
      }
      start = end;
    }
  }

  /// Whether a client that gets all the others can have the frame.
  boolean repairable() {
    for (int block = 0; block < layout.blocks(); block++) {
      if (missing[block] > layout.parity(block)) {
        return false;
      }
    }
    return true;
  }
}
