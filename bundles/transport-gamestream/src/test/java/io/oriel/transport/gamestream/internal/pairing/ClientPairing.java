package io.oriel.transport.gamestream.internal.pairing;

import io.oriel.wire.gamestream.pairing.PairingCrypto;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/// The client's side of one pairing attempt (GameStream protocol notes §1.6). Steps in order; one
/// thread at a time.
public final class ClientPairing {
  private static final int BLOCK = 16;
  private static final int HASH = 32;

  private final X509Certificate own;
  private final byte[] salt = new byte[BLOCK];
  private final byte[] challenge = new byte[BLOCK];
  private final byte[] secret;
  private final byte[] cipher;
  private byte[] hostCommitment;

  /// @param pin four ASCII digits, invented by the client and shown to its user
  public ClientPairing(X509Certificate own, PrivateKey key, String pin) {
    var random = new SecureRandom();
    this.own = own;
    byte[] hidden = new byte[PairingCrypto.SECRET];
    random.nextBytes(salt);
    random.nextBytes(challenge);
    random.nextBytes(hidden);
    this.secret = sign(hidden, key);
    this.cipher = PairingCrypto.key(salt, pin);
  }

  /// `salt` of request 1.
  public byte[] salt() {
    return salt.clone();
  }

  /// `clientchallenge` of request 2.
  public byte[] challenge() {
    return PairingCrypto.encrypt(cipher, challenge);
  }

  /// `serverchallengeresp` of request 3.
  ///
  /// @param sealed `challengeresponse`, 48 bytes
  public byte[] response(byte[] sealed) throws PairingException {
    if (sealed.length != HASH + BLOCK) {
      throw new PairingException("challengeresponse of " + sealed.length + " bytes");
    }
    byte[] plain = PairingCrypto.decrypt(cipher, sealed);
    hostCommitment = Arrays.copyOf(plain, HASH);
    byte[] hostChallenge = Arrays.copyOfRange(plain, HASH, plain.length);
    return PairingCrypto.encrypt(
        cipher,
        PairingCrypto.clientHash(hostChallenge, own, Arrays.copyOf(secret, PairingCrypto.SECRET)));
  }

  /// What `pairingsecret` says about the host.
  public enum HostProof {
    /// It knew the PIN and owns the certificate.
    GOOD,
    /// It was given another PIN.
    WRONG_PIN,
    /// It does not own the certificate of request 1.
    WRONG_HOST
  }

  /// Checks the host's proof.
  ///
  /// @param wire `pairingsecret`
  /// @param host certificate from request 1
  public HostProof check(byte[] wire, X509Certificate host) {
    if (!PairingCrypto.verify(wire, host)) {
      return HostProof.WRONG_HOST;
    }
    byte[] expected =
        PairingCrypto.hostHash(challenge, host, Arrays.copyOf(wire, PairingCrypto.SECRET));
    return PairingCrypto.same(expected, hostCommitment) ? HostProof.GOOD : HostProof.WRONG_PIN;
  }

  /// `clientpairingsecret` of request 4.
  public byte[] secret() {
    return secret.clone();
  }

  private static byte[] sign(byte[] secret, PrivateKey key) {
    try {
      return PairingCrypto.signed(secret, key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
