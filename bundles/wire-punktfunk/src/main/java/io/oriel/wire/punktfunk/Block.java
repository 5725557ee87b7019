package io.oriel.wire.punktfunk;

import java.util.Arrays;

/// The shards of one block as they come in: data, then parity, back to back. Reused; one thread.
final class Block {
  byte[] shards; // of the pool
  boolean[] present = new boolean[64];
  int base;
  int data;
  int parity;
  int arrivedData;
  int arrived;
  boolean whole;

  void begin(PacketHead head, byte[] memory) {
    shards = memory;
    base = head.base;
    data = head.data;
    parity = head.parity;
    arrived = 0;
    arrivedData = 0;
    whole = false;
    if (present.length < data + parity) {
      present = new boolean[Integer.highestOneBit(data + parity - 1) * 2];
    } else {
      Arrays.fill(present, 0, data + parity, false);
    }
  }

  boolean agrees(PacketHead head) {
    return head.base == base && head.data == data && head.parity == parity;
  }

  /// @param index not present yet
  void put(int index, byte[] from, int at, int shard) {
    System.arraycopy(from, at, shards, index * shard, shard);
    present[index] = true;
    arrived++;
    if (index < data) {
      arrivedData++;
    }
  }

  /// Makes the block whole if enough shards are there.
  ///
  /// @return how many data shards had to be rebuilt, or -1: not enough yet
  int finish(BlockCode code, int shard) {
    if (arrived < data) {
      return -1;
    }
    if (arrivedData < data && !code.recover(shards, 0, shard, shard, data, parity, present)) {
      return -1;
    }
    whole = true;
    return data - arrivedData;
  }
}
