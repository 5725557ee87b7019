package io.oriel.wire.punktfunk;

/// Parity of blocks whose shards lie in one array, `stride` bytes apart, data first, then parity.
/// One thread; see [FecScheme#newCode()].
public interface BlockCode {
  /// Computes the parity shards of a block.
  ///
  /// @param offset of the first data shard
  /// @param length of every shard, even
  /// @param data number of data shards
  /// @param parity number of parity shards, 0: does nothing
  void encode(byte[] shards, int offset, int stride, int length, int data, int parity);

  /// Rebuilds the missing data shards of a block.
  ///
  /// @param present which of the shards, data first, are there
  /// @return `false`: fewer than `data` shards are there, nothing was changed
  boolean recover(
      byte[] shards, int offset, int stride, int length, int data, int parity, boolean[] present);
}
