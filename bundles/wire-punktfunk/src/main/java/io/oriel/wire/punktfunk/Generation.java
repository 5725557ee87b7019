package io.oriel.wire.punktfunk;

/// The two layouts of media datagrams (punktfunk protocol notes §13 and 14).
public enum Generation {
  /// `punktfunk/1`: datagrams on a socket of their own, header of 40 bytes.
  V1(8, 40, 9152),

  /// `punktfunk/2`: datagrams beside QUIC's, header of 25 bytes.
  V2(5, 25, 9170);

  /// Bytes of the authentication tag of a sealed datagram.
  public static final int TAG_BYTES = 16;

  /// Bytes of a shard, at least (§16.2).
  public static final int MIN_SHARD_BYTES = 512;

  private final int clearBytes;
  private final int headBytes;
  private final int maxShardBytes;

  Generation(int clearBytes, int headBytes, int maxShardBytes) {
    this.clearBytes = clearBytes;
    this.headBytes = headBytes;
    this.maxShardBytes = maxShardBytes;
  }

  /// Bytes at the start of a datagram that are authenticated but not encrypted.
  public int clearBytes() {
    return clearBytes;
  }

  /// Bytes of the encrypted header.
  public int headBytes() {
    return headBytes;
  }

  /// Bytes before the shard.
  public int shardOffset() {
    return clearBytes + headBytes;
  }

  /// Bytes of a shard, at most (§16.2).
  public int maxShardBytes() {
    return maxShardBytes;
  }

  /// Bytes of a sealed datagram beside its shard.
  public int overheadBytes() {
    return clearBytes + headBytes + TAG_BYTES;
  }
}
