package io.oriel.media.webrtc.internal.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The session keys of one direction with AEAD_AES_128_GCM (RFC 7714), from DTLS's key material.
///
/// @param rtpKey 16 bytes
/// @param rtpSalt 12 bytes
/// @param rtcpKey 16 bytes
/// @param rtcpSalt 12 bytes
public record SrtpKeys(byte[] rtpKey, byte[] rtpSalt, byte[] rtcpKey, byte[] rtcpSalt) {
  /// Bytes to be exported from DTLS: both keys, both salts (RFC 5764 §4.2, RFC 7714 §12).
  public static final int MATERIAL_BYTES = 56;

  /// Label of that export (RFC 5764 §4.2).
  public static final String MATERIAL_LABEL = "EXTRACTOR-dtls_srtp";

  private static final int KEY = 16;
  private static final int SALT = 12;

  /// What the DTLS client protects with.
  public static SrtpKeys ofClient(byte[] material) {
    return derive(part(material, 0, KEY), part(material, 2 * KEY, SALT));
  }

  /// What the DTLS server protects with.
  public static SrtpKeys ofServer(byte[] material) {
    return derive(part(material, KEY, KEY), part(material, 2 * KEY + SALT, SALT));
  }

  /// RFC 3711 §4.3.1, with the salt filled up as RFC 7714 §11 says; keys are derived once.
  static SrtpKeys derive(byte[] masterKey, byte[] masterSalt) {
    return new SrtpKeys(
        stream(masterKey, masterSalt, 0, KEY),
        stream(masterKey, masterSalt, 2, SALT),
        stream(masterKey, masterSalt, 3, KEY),
        stream(masterKey, masterSalt, 5, SALT));
  }

  /// AES in counter mode over zeros; the label goes to byte 7 of the 14 bytes of the salt.
  static byte[] stream(byte[] masterKey, byte[] masterSalt, int label, int bytes) {
    byte[] iv = Arrays.copyOf(masterSalt, 16);
    iv[7] ^= (byte) label;
    try {
      Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"), new IvParameterSpec(iv));
      return aes.doFinal(new byte[bytes]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES in counter mode", e);
    }
  }

  private static byte[] part(byte[] material, int from, int length) {
    return Arrays.copyOfRange(material, from, from + length);
  }

  /// Not the keys.
  @Override
  public String toString() {
    return "SrtpKeys";
  }
}
