package io.oriel.wire.punktfunk;

/// What the header of one packet says, in the terms both generations share. Reused; one thread.
final class PacketHead {
  /// Value of [#blockCount] and [#frameBytes] in packets that do not tell them.
  static final int UNKNOWN = -1;

  boolean probe;
  int frame; // 32 bits, wrapping
  int flags; // see FrameFlags
  int epoch;
  long pts; // v1: Unix ns, v2: low 32 bits of µs since the origin
  int block;
  int base; // first data shard of the block within the frame
  int data;
  int parity;
  int index;
  int shardBytes;
  int blockCount;
  int frameBytes;

  /// Whether the packet tells how large the frame is and how many blocks it has.
  boolean totals() {
    return blockCount != UNKNOWN;
  }

  /// The checks that both generations need; `base` and the totals are set.
  ///
  /// @return `null`: sound
  Rejection check(StreamParameters p) {
    if (data < 1
        || data > p.maxDataPerBlock()
        || data + parity > p.maxBlockShards()
        || !p.fec().supports(data, parity)
        || index >= data + parity) {
      return Rejection.GEOMETRY;
    }
    if (base < 0 || base > p.maxShards(shardBytes) - data || frameBytes > p.maxFrameBytes()) {
      return Rejection.TOO_LARGE;
    }
    int least = Math.min(StreamParameters.MIN_STREAMED_SHARDS, p.maxDataPerBlock());
    boolean last = block == blockCount - 1;
    if (block >= p.maxBlocks(shardBytes)
        || !last && data < least
        || (block == 0) != (base == 0)
        || base < (long) block * least) {
      return Rejection.GEOMETRY;
    }
    return null;
  }

  static Rejection checkShard(int bytes, StreamParameters p) {
    boolean fits = bytes >= Generation.MIN_SHARD_BYTES && bytes <= p.maxShardBytes();
    return fits && bytes % 2 == 0 ? null : Rejection.SHARD_SIZE;
  }
}
