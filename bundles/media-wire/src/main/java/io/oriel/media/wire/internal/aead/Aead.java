package io.oriel.media.wire.internal.aead;

/// One key's cipher. All arguments were checked by the caller: what lies behind may be native code.
///
/// One thread at a time; only [#close()] may come from another.
public interface Aead extends AutoCloseable {
  /// Encrypts; `in` and `out` may be one array with the text at one place, or at two that do not
  /// overlap.
  ///
  /// @return `false`: closed, nothing was written
  boolean seal(
      byte[] iv,
      byte[] aad,
      int aadOffset,
      int aadLength,
      byte[] in,
      int offset,
      int length,
      byte[] out,
      int outOffset,
      int tagOffset);

  /// Decrypts in place.
  ///
  /// @return `false`: closed or forged, the packet is unchanged
  boolean open(
      byte[] iv,
      byte[] aad,
      int aadOffset,
      int aadLength,
      byte[] packet,
      int offset,
      int length,
      int tagOffset);

  @Override
  void close();
}
