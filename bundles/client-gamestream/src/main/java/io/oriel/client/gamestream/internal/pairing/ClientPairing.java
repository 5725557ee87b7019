package io.oriel.client.gamestream.internal.pairing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// The client's side of the pairing computation (GameStream protocol notes §1.6), without the HTTP.
///
/// One object per attempt, used by one thread.
public final class ClientPairing {
  private final byte[] salt;
  private final byte[] challenge;
  private final byte[] secret;
  private final X509Certificate own;
  private final PrivateKey key;
  private final SecretKeySpec aes;
  private byte[] serverHash;

  /// With the random values given, so that recorded exchanges can be replayed.
  ///
  /// @param salt 16 bytes; challenge and secret too
  public ClientPairing(
      byte[] salt,
      byte[] challenge,
      byte[] secret,
      String pin,
      X509Certificate own,
      PrivateKey key) {
    this.salt = salt.clone();
    this.challenge = challenge.clone();
    this.secret = secret.clone();
    this.own = own;
    this.key = key;
    byte[] digest = sha256(salt, pin.getBytes(StandardCharsets.US_ASCII));
    this.aes = new SecretKeySpec(digest, 0, 16, "AES");
  }

  public static ClientPairing begin(String pin, X509Certificate own, PrivateKey key) {
    return new ClientPairing(random(), random(), random(), pin, own, key);
  }

  public byte[] salt() {
    return salt.clone();
  }

  /// Parameter `clientchallenge` of the second request.
  public byte[] clientChallenge() throws IOException {
    return aes(Cipher.ENCRYPT_MODE, challenge);
  }

  /// Takes `challengeresponse`, returns `serverchallengeresp` of the third request.
  public byte[] answer(byte[] challengeResponse) throws IOException {
    if (challengeResponse.length < 48) {
      throw new IOException("challengeresponse has " + challengeResponse.length + " bytes, not 48");
    }
    byte[] plain = aes(Cipher.DECRYPT_MODE, Arrays.copyOf(challengeResponse, 48));
    serverHash = Arrays.copyOf(plain, 32);
    byte[] serverChallenge = Arrays.copyOfRange(plain, 32, 48);
    return aes(Cipher.ENCRYPT_MODE, sha256(serverChallenge, own.getSignature(), secret));
  }

  /// What the client finds out from `pairingsecret`.
  public enum Verdict {
    GENUINE,
    MAN_IN_THE_MIDDLE,
    WRONG_PIN
  }

  /// Checks `pairingsecret`: first the signature with the certificate received, then the PIN.
  public Verdict check(byte[] pairingSecret, X509Certificate host) throws IOException {
    if (pairingSecret.length <= 16) {
      throw new IOException("pairingsecret has only " + pairingSecret.length + " bytes");
    }
    byte[] serverSecret = Arrays.copyOf(pairingSecret, 16);
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(host.getPublicKey());
      verifier.update(serverSecret);
      if (!verifier.verify(pairingSecret, 16, pairingSecret.length - 16)) {
        return Verdict.MAN_IN_THE_MIDDLE;
      }
    } catch (GeneralSecurityException _) {
      return Verdict.MAN_IN_THE_MIDDLE;
    }
    byte[] expected = sha256(challenge, host.getSignature(), serverSecret);
    return MessageDigest.isEqual(expected, serverHash) ? Verdict.GENUINE : Verdict.WRONG_PIN;
  }

  /// Parameter `clientpairingsecret` of the fourth request.
  public byte[] clientPairingSecret() throws IOException {
    try {
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(key);
      signer.update(secret);
      byte[] signature = signer.sign();
      byte[] both = Arrays.copyOf(secret, secret.length + signature.length);
      System.arraycopy(signature, 0, both, secret.length, signature.length);
      return both;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot sign with the client's key", e);
    }
  }

  // AES-128-ECB block by block, without padding: fixed by the protocol.
  private byte[] aes(int mode, byte[] blocks) throws IOException {
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(mode, aes);
      return cipher.doFinal(blocks);
    } catch (GeneralSecurityException e) {
      throw new IOException("AES failed while pairing", e);
    }
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static byte[] random() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
