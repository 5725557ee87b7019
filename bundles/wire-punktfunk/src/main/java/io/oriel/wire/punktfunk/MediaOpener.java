package io.oriel.wire.punktfunk;

/// Verifies and decrypts the datagrams of one direction. One thread; see [MediaKeys].
public interface MediaOpener extends AutoCloseable {
  /// Decrypts a datagram in place.
  ///
  /// @param sequence its number, all 64 bits
  /// @param length of the datagram with its tag, long enough for its headers
  /// @return `false`: forged or damaged
  boolean open(long sequence, byte[] datagram, int at, int length);

  /// Whether a number may be tried: one far ahead would cost keys (§14).
  ///
  /// @param highest that was accepted, 0: none yet
  boolean within(long sequence, long highest);

  /// Forgets the keys.
  @Override
  void close();
}
