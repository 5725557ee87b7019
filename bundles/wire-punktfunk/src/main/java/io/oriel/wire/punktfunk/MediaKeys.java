package io.oriel.wire.punktfunk;

/// The secret of one direction of media. Any thread; what it makes belongs to one thread each.
public sealed interface MediaKeys permits KeysV1, KeysV2 {
  /// Whose datagrams it is for.
  Generation generation();

  /// Encrypts this direction. A sequence number must never be used twice with one secret, so there
  /// is only one sealer of a direction.
  ///
  /// @throws IllegalStateException there is one already
  MediaSealer sealer();

  /// Decrypts this direction.
  MediaOpener opener();
}
