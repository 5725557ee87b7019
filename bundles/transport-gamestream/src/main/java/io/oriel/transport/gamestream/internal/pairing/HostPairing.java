package io.oriel.transport.gamestream.internal.pairing;

import io.oriel.wire.gamestream.pairing.PairingCrypto;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Random;

/// The host's side of one pairing attempt, from the PIN on (GameStream protocol notes §1.6).
///
/// The steps are called in order, each once; anything else throws and ends the attempt (GS-P-03).
/// One thread at a time.
public final class HostPairing {
  private static final int CHALLENGE = PairingCrypto.SECRET;
  private static final int MOST_SIGNED = PairingCrypto.SECRET + 1024; // RSA 8192

  private final X509Certificate host;
  private final PrivateKey hostKey;
  private final X509Certificate client;
  private final byte[] secret = new byte[PairingCrypto.SECRET];
  private final byte[] challenge = new byte[CHALLENGE];
  private byte[] key;
  private byte[] commitment;
  private int step = 1;

  /// @param salt 16 bytes from the client
  /// @param pin four ASCII digits from the owner
  /// @throws PairingException if the salt has another size
  public HostPairing(
      X509Certificate host, PrivateKey hostKey, X509Certificate client, byte[] salt, String pin)
      throws PairingException {
    this(host, hostKey, client, salt, pin, new SecureRandom());
  }

  HostPairing(
      X509Certificate host,
      PrivateKey hostKey,
      X509Certificate client,
      byte[] salt,
      String pin,
      Random random)
      throws PairingException {
    if (salt.length != CHALLENGE) {
      throw new PairingException("salt of " + salt.length + " bytes");
    }
    this.host = host;
    this.hostKey = hostKey;
    this.client = client;
    this.key = PairingCrypto.key(salt, pin);
    random.nextBytes(secret);
    random.nextBytes(challenge);
  }

  /// Request 2.
  ///
  /// @param sealed `clientchallenge`
  /// @return `challengeresponse`, 48 bytes
  public byte[] challenge(byte[] sealed) throws PairingException {
    step(1, sealed, CHALLENGE);
    byte[] hash = PairingCrypto.hostHash(PairingCrypto.decrypt(key, sealed), host, secret);
    byte[] plain = Arrays.copyOf(hash, hash.length + CHALLENGE);
    System.arraycopy(challenge, 0, plain, hash.length, CHALLENGE);
    return PairingCrypto.encrypt(key, plain);
  }

  /// Request 3.
  ///
  /// @param sealed `serverchallengeresp`
  /// @return `pairingsecret`
  public byte[] response(byte[] sealed) throws PairingException {
    step(2, sealed, PairingCrypto.HASH);
    commitment = PairingCrypto.decrypt(key, sealed);
    try {
      return PairingCrypto.signed(secret, hostKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with the host's key: " + e.getMessage(), e);
    }
  }

  /// Request 4: the verdict. Secrets are forgotten, whatever it is.
  ///
  /// @param wire `clientpairingsecret`
  /// @return whether the client knew the PIN and owns its certificate
  public boolean verify(byte[] wire) throws PairingException {
    try {
      step(3, wire, -1);
      if (wire.length <= PairingCrypto.SECRET || wire.length > MOST_SIGNED) {
        throw new PairingException("signed secret of " + wire.length + " bytes");
      }
      byte[] revealed = Arrays.copyOf(wire, PairingCrypto.SECRET);
      boolean knewPin =
          PairingCrypto.same(PairingCrypto.clientHash(challenge, client, revealed), commitment);
      return knewPin & PairingCrypto.verify(wire, client);
    } finally {
      forget();
    }
  }

  /// Forgets all secrets; every later step throws.
  public void forget() {
    step = 0;
    Arrays.fill(key, (byte) 0);
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(challenge, (byte) 0);
    commitment = null;
  }

  private void step(int expected, byte[] data, int size) throws PairingException {
    if (step != expected) {
      forget();
      throw new PairingException("pairing steps out of order");
    }
    if (size >= 0 && data.length != size) {
      forget();
      throw new PairingException(data.length + " bytes where " + size + " belong");
    }
    step++;
  }
}
