package io.oriel.wire.gamestream.pairing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// The arithmetic of pairing (GameStream protocol notes §1.6). `sig` is the raw signature inside a
/// certificate, [X509Certificate#getSignature()]. Any thread.
public final class PairingCrypto {
  /// Bytes of a salt, a secret or a challenge.
  public static final int SECRET = 16;

  /// Bytes of a hash.
  public static final int HASH = 32;

  private PairingCrypto() {}

  /// K: the first 16 bytes of SHA-256(salt | PIN).
  ///
  /// @param pin four ASCII digits
  public static byte[] key(byte[] salt, String pin) {
    return Arrays.copyOf(hash(salt, pin.getBytes(StandardCharsets.US_ASCII)), 16);
  }

  /// AES-128-ECB, whole blocks.
  public static byte[] encrypt(byte[] key, byte[] blocks) {
    return ecb(Cipher.ENCRYPT_MODE, key, blocks);
  }

  /// AES-128-ECB, whole blocks.
  public static byte[] decrypt(byte[] key, byte[] blocks) {
    return ecb(Cipher.DECRYPT_MODE, key, blocks);
  }

  private static byte[] ecb(int mode, byte[] key, byte[] blocks) {
    if (blocks.length % 16 != 0) {
      throw new IllegalArgumentException(blocks.length + " bytes are not whole blocks");
    }
    try {
      // ECB is what the protocol prescribes, see §1.7 for what that means
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"));
      return cipher.doFinal(blocks);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-ECB failed", e);
    }
  }

  /// SHA-256 of the parts, one after the other.
  public static byte[] hash(byte[]... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        sha.update(part);
      }
      return sha.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  /// The host's commitment: H(challenge | sigS | server secret).
  public static byte[] hostHash(byte[] challenge, X509Certificate host, byte[] serverSecret) {
    return hash(challenge, host.getSignature(), serverSecret);
  }

  /// The client's commitment: H(server challenge | sigC | client secret).
  public static byte[] clientHash(byte[] challenge, X509Certificate client, byte[] clientSecret) {
    return hash(challenge, client.getSignature(), clientSecret);
  }

  /// A secret followed by its signature: `pairingsecret` and `clientpairingsecret`.
  public static byte[] signed(byte[] secret, PrivateKey key) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(algorithm(key.getAlgorithm()));
    signer.initSign(key);
    signer.update(secret);
    byte[] signature = signer.sign();
    byte[] all = Arrays.copyOf(secret, secret.length + signature.length);
    System.arraycopy(signature, 0, all, secret.length, signature.length);
    return all;
  }

  /// Whether the bytes after the first 16 sign those under the certificate's key.
  public static boolean verify(byte[] signed, X509Certificate certificate) {
    if (signed.length <= SECRET) {
      return false;
    }
    try {
      var key = certificate.getPublicKey();
      Signature verifier = Signature.getInstance(algorithm(key.getAlgorithm()));
      verifier.initVerify(key);
      verifier.update(signed, 0, SECRET);
      return verifier.verify(signed, SECRET, signed.length - SECRET);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// Compares without telling where the first difference is.
  public static boolean same(byte[] a, byte[] b) {
    return MessageDigest.isEqual(a, b);
  }

  private static String algorithm(String keyAlgorithm) {
    return keyAlgorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
  }
}
