package io.oriel.wire.punktfunk;

/// How a frame is divided into shards and blocks, and in which order its packets leave: data of all
/// blocks, then parity of all blocks (punktfunk protocol notes §16.1). Reused; one thread.
///
/// In memory the blocks lie one after the other, each its data, then its parity: a *slot* is a
/// place there, a *position* one in the order of sending.
final class FrameLayout {
  private final int perBlock;
  private final int mostShards;
  private final FecScheme fec;
  private int blocks;
  private int lastData;
  private int parity;
  private int lastParity;
  private int totalData;

  FrameLayout(StreamParameters p) {
    this.perBlock = p.maxDataPerBlock();
    this.mostShards = p.maxSentBlockShards();
    this.fec = p.fec();
  }

  void layOut(int shards, int percent) {
    totalData = shards;
    blocks = StreamParameters.divideUp(shards, perBlock);
    lastData = shards - (blocks - 1) * perBlock;
    parity = parityOf(perBlock, percent);
    lastParity = parityOf(lastData, percent);
  }

  private int parityOf(int data, int percent) {
    int m = Math.min(StreamParameters.parity(data, percent), mostShards - data);
    while (!fec.supports(data, m)) {
      m--; // only where a raised percentage exceeds what GF(2^8) can hold
    }
    return m;
  }

  int blocks() {
    return blocks;
  }

  int totalData() {
    return totalData;
  }

  int totalParity() {
    return (blocks - 1) * parity + lastParity;
  }

  int data(int block) {
    return block == blocks - 1 ? lastData : perBlock;
  }

  int parity(int block) {
    return block == blocks - 1 ? lastParity : parity;
  }

  /// Slot of a block's first data shard.
  int firstSlot(int block) {
    return block * (perBlock + parity);
  }

  /// Which block's packet leaves at a position.
  int blockAt(int position) {
    if (position < totalData) {
      return position / perBlock;
    }
    int p = position - totalData;
    return parity == 0 ? blocks - 1 : Math.min(p / parity, blocks - 1);
  }

  /// Which of its block's shards leaves at a position, data first.
  int indexAt(int position) {
    int block = blockAt(position);
    return position < totalData
        ? position - block * perBlock
        : data(block) + position - totalData - block * parity;
  }

  int slotAt(int position) {
    return firstSlot(blockAt(position)) + indexAt(position);
  }
}
