package io.oriel.media.wire.internal.aead;

import java.util.Arrays;
import javax.crypto.SecretKey;

/// A key that can be overwritten, which the JDK's own cannot. Any thread.
final class WipedKey implements SecretKey {
  private static final long serialVersionUID = 1;

  private final String algorithm;
  private final transient byte[] bytes;
  private transient volatile boolean destroyed;

  /// @param bytes taken over
  WipedKey(String algorithm, byte[] bytes) {
    this.algorithm = algorithm;
    this.bytes = bytes;
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  /// @return `null` once destroyed, which ciphers refuse as an invalid key
  @Override
  public byte[] getEncoded() {
    byte[] copy = bytes.clone();
    return destroyed ? null : copy;
  }

  @Override
  public void destroy() {
    destroyed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public String toString() {
    return algorithm + " key";
  }
}
