package io.oriel.media.wire;

import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Decrypts packets sealed like those of [GcmSealer]. One thread.
public final class GcmOpener {
  private final Cipher cipher = Gcm.cipher();
  private final SecretKeySpec key;
  private byte[] sealed = new byte[2048]; // ciphertext and tag as the cipher wants them
  private byte[] plain = new byte[2048];

  /// @param key 16 bytes, copied
  public GcmOpener(byte[] key) {
    this.key = Gcm.key(key);
  }

  /// Replaces a packet's cipher text by its plain text.
  ///
  /// @param iv 12 bytes; borrowed for the call
  /// @param packet holds text and tag
  /// @param offset of the text
  /// @param length of the text
  /// @param tagOffset of the 16 bytes of the tag
  /// @return `false`: forged or damaged, the packet is unchanged
  public boolean open(byte[] iv, byte[] packet, int offset, int length, int tagOffset) {
    Gcm.checkIv(iv);
    Objects.checkFromIndexSize(offset, length, packet.length);
    Objects.checkFromIndexSize(tagOffset, GcmSealer.TAG_BYTES, packet.length);
    int total = length + GcmSealer.TAG_BYTES;
    if (sealed.length < total) {
      sealed = new byte[total];
      plain = new byte[total];
    }
    System.arraycopy(packet, offset, sealed, 0, length);
    System.arraycopy(packet, tagOffset, sealed, length, GcmSealer.TAG_BYTES);
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(GcmSealer.TAG_BYTES * 8, iv));
      cipher.doFinal(sealed, 0, total, plain, 0);
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot open a packet: " + e.getMessage(), e);
    }
    System.arraycopy(plain, 0, packet, offset, length);
    return true;
  }
}
