package io.oriel.wire.punktfunk;

/// Encrypts the datagrams of one direction. One thread; see [MediaKeys].
public interface MediaSealer extends AutoCloseable {
  /// Encrypts a datagram and appends its tag.
  ///
  /// @param sequence its number, never used before in this direction
  /// @param plain holds the datagram: clear bytes, header and shard
  /// @param length of all that
  /// @param out takes the datagram and after it the [Generation#TAG_BYTES] of its tag
  void seal(long sequence, byte[] plain, int at, int length, byte[] out, int outAt);

  /// Forgets the keys.
  @Override
  void close();
}
