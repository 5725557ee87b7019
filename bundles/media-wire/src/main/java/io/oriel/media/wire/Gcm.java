package io.oriel.media.wire;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// What [GcmSealer] and [GcmOpener] share.
final class Gcm {
  static final int KEY_BYTES = 16;

  private Gcm() {}

  static SecretKeySpec key(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("AES-128 key of " + key.length + " bytes, not 16");
    }
    return new SecretKeySpec(key, "AES");
  }

  static Cipher cipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no AES-GCM", e); // every Java SE has it
    }
  }

  static void checkIv(byte[] iv) {
    if (iv.length != GcmSealer.IV_BYTES) {
      throw new IllegalArgumentException("IV of " + iv.length + " bytes, not 12");
    }
  }
}
