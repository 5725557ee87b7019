package io.oriel.media.wire;

import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts packets with AES-128-GCM, in place and without additional data; the tag goes wherever
/// the protocol wants it. One thread.
///
/// What the JDK's cipher allocates for a packet's IV (about 0.9 kB) is all that is allocated. Heap
/// arrays on purpose: direct buffers cost twice the time and three times the garbage.
public final class GcmSealer {
  /// Bytes of an IV.
  public static final int IV_BYTES = 12;

  /// Bytes of a tag.
  public static final int TAG_BYTES = 16;

  private final Cipher cipher = Gcm.cipher();
  private final SecretKeySpec key;
  private byte[] sealed = new byte[2048]; // ciphertext and tag as the cipher writes them

  /// @param key 16 bytes, copied
  public GcmSealer(byte[] key) {
    this.key = Gcm.key(key);
  }

  /// Replaces a packet's plain text by its cipher text and writes the tag.
  ///
  /// @param iv 12 bytes, never used before with this key; borrowed for the call
  /// @param packet holds text and tag
  /// @param offset of the text
  /// @param length of the text
  /// @param tagOffset where the 16 bytes of the tag go; outside the text
  /// @throws IllegalStateException the IV is the one of the packet before
  public void seal(byte[] iv, byte[] packet, int offset, int length, int tagOffset) {
    seal(iv, packet, offset, length, packet, offset, tagOffset);
  }

  /// Encrypts from one array into another.
  ///
  /// @param outOffset where the cipher text goes
  /// @param tagOffset where the tag goes, in `out`
  public void seal(
      byte[] iv, byte[] in, int offset, int length, byte[] out, int outOffset, int tagOffset) {
    Gcm.checkIv(iv);
    Objects.checkFromIndexSize(outOffset, length, out.length);
    Objects.checkFromIndexSize(tagOffset, TAG_BYTES, out.length);
    if (sealed.length < length + TAG_BYTES) {
      sealed = new byte[length + TAG_BYTES];
    }
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, iv));
      cipher.doFinal(in, offset, length, sealed, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal a packet: " + e.getMessage(), e);
    }
    System.arraycopy(sealed, 0, out, outOffset, length);
    System.arraycopy(sealed, length, out, tagOffset, TAG_BYTES);
  }
}
