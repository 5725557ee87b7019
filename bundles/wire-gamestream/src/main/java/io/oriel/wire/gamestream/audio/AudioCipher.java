package io.oriel.wire.gamestream.audio;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encryption of audio packets: AES-128-CBC with PKCS#7 padding, IV = BE32(key id + sequence) and
/// twelve zero bytes (GameStream protocol notes §4.4). Not authenticated. One thread.
public final class AudioCipher {
  private final Cipher cipher;
  private final SecretKeySpec key;
  private final int keyId;
  private final byte[] iv = new byte[16];

  /// @param keyId `rikeyid`
  public AudioCipher(byte[] key, int keyId) {
    this.key = new SecretKeySpec(key, "AES");
    this.keyId = keyId;
    try {
      this.cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no AES-CBC", e);
    }
  }

  /// Bytes that a packet of this length takes when encrypted.
  public static int size(int length) {
    return length + 16 - length % 16;
  }

  /// Encrypts into `out`.
  ///
  /// @param sequence of the packet
  /// @return bytes written
  public int encrypt(int sequence, byte[] in, int at, int length, byte[] out, int to) {
    try {
      init(Cipher.ENCRYPT_MODE, sequence);
      return cipher.doFinal(in, at, length, out, to);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encrypt sound", e);
    }
  }

  /// Decrypts.
  ///
  /// @return empty: damaged
  public Optional<byte[]> decrypt(int sequence, byte[] in, int at, int length) {
    try {
      init(Cipher.DECRYPT_MODE, sequence);
      return Optional.of(cipher.doFinal(in, at, length));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private void init(int mode, int sequence) throws GeneralSecurityException {
    int start = keyId + sequence;
    for (int i = 0; i < 4; i++) {
      iv[i] = (byte) (start >> 24 - 8 * i);
    }
    cipher.init(mode, key, new IvParameterSpec(iv));
  }
}
