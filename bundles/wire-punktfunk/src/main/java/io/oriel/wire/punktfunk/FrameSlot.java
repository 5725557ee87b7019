package io.oriel.wire.punktfunk;

import java.util.Arrays;

/// What is known of one frame number within the window. Reused; one thread.
final class FrameSlot {
  enum State {
    /// Before the stream's first packet, or not used yet.
    NONE,
    /// Its number is in the window, no packet came.
    AWAITED,
    ACTIVE,
    DELIVERED,
    /// Given up.
    LOST
  }

  State state = State.NONE;
  int index;
  long wirePts;
  long ptsNanos;
  int flags;
  int epoch;
  int shardBytes;
  int blockCount;
  int frameBytes;
  int wholeBlocks;
  int highestBlock;
  int recovered;
  long firstNanos;
  Block[] blocks = new Block[1];

  void await(int number) {
    state = State.AWAITED;
    index = number;
  }

  void begin(PacketHead head, long pts, long nanos) {
    state = State.ACTIVE;
    index = head.frame;
    wirePts = head.pts;
    ptsNanos = pts;
    flags = head.flags;
    epoch = head.epoch;
    shardBytes = head.shardBytes;
    blockCount = PacketHead.UNKNOWN;
    frameBytes = PacketHead.UNKNOWN;
    wholeBlocks = 0;
    highestBlock = -1;
    recovered = 0;
    firstNanos = nanos;
  }

  /// Whether a packet says about the frame what those before it said.
  boolean agrees(PacketHead head) {
    if (head.pts != wirePts
        || head.flags != flags
        || head.epoch != epoch
        || head.shardBytes != shardBytes) {
      return false;
    }
    if (head.totals()) {
      return blockCount == PacketHead.UNKNOWN
          ? highestBlock < head.blockCount
          : head.blockCount == blockCount && head.frameBytes == frameBytes;
    }
    return blockCount == PacketHead.UNKNOWN || head.block < blockCount - 1;
  }

  /// Whether a new block continues its neighbours.
  boolean fits(PacketHead head) {
    Block before = head.block == 0 ? null : block(head.block - 1);
    Block after = block(head.block + 1);
    return (before == null || before.base + before.data == head.base)
        && (after == null || head.base + head.data == after.base);
  }

  Block block(int number) {
    return number < blocks.length ? blocks[number] : null;
  }

  void add(int number, Block block) {
    if (number >= blocks.length) {
      blocks = Arrays.copyOf(blocks, Math.max(number + 1, 2 * blocks.length));
    }
    blocks[number] = block;
    highestBlock = Math.max(highestBlock, number);
  }

  boolean whole() {
    return wholeBlocks == blockCount;
  }
}
