package io.oriel.transport.gamestream.internal.launch;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;

/// Hashes of the keys of recent launches, so that none is used twice (GS-L-04). One thread at a
/// time.
final class SeenKeys {
  private static final int MOST = 4096;

  private final LinkedHashSet<ByteBuffer> hashes = new LinkedHashSet<>();

  /// @return `false` when the key was seen before
  boolean add(byte[] key) {
    if (!hashes.add(ByteBuffer.wrap(sha256(key)))) {
      return false;
    }
    if (hashes.size() > MOST) {
      hashes.removeFirst();
    }
    return true;
  }

  private static byte[] sha256(byte[] key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
