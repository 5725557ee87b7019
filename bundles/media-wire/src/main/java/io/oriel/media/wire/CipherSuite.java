package io.oriel.media.wire;

/// How packets are sealed: authenticated encryption with an IV of 12 bytes and a tag of 16.
public enum CipherSuite {
  /// AES with a key of 16 bytes in Galois/Counter Mode (NIST SP 800-38D).
  AES_128_GCM(16),

  /// ChaCha20 and Poly1305 with a key of 32 bytes (RFC 8439 §2.8).
  CHACHA20_POLY1305(32);

  /// Bytes of an IV.
  public static final int IV_BYTES = 12;

  /// Bytes of a tag.
  public static final int TAG_BYTES = 16;

  /// Most bytes of a packet's text, and of its additional data.
  public static final int MAX_BYTES = 65_535;

  private final int keyBytes;

  CipherSuite(int keyBytes) {
    this.keyBytes = keyBytes;
  }

  /// Bytes of a key.
  public int keyBytes() {
    return keyBytes;
  }
}
