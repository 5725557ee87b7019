package io.oriel.host.web.internal.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// The key pair of a browser, of which it never shows the private half: its public half.
public final class DeviceKey {
  /// SubjectPublicKeyInfo of a P-256 key up to its uncompressed point (RFC 5480 §2): the only
  /// encoding taken, so that a key has one identity.
  private static final byte[] PREFIX =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

  private static final int LENGTH = PREFIX.length + 64;
  private static final int SIGNATURE = 64;
  private static final int LONGEST_TEXT = 200;

  private final byte[] encoded;
  private final PublicKey key;

  private DeviceKey(byte[] encoded, PublicKey key) {
    this.encoded = encoded;
    this.key = key;
  }

  /// @param text base64url of a SubjectPublicKeyInfo
  /// @return empty: it is no P-256 key
  public static Optional<DeviceKey> parse(String text) {
    return bytes(text)
        .filter(der -> der.length == LENGTH)
        .filter(der -> Arrays.equals(der, 0, PREFIX.length, PREFIX, 0, PREFIX.length))
        .flatMap(DeviceKey::of);
  }

  private static Optional<DeviceKey> of(byte[] der) {
    try {
      var key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
      return Optional.of(new DeviceKey(der, key));
    } catch (GeneralSecurityException _) {
      return Optional.empty(); // not on the curve
    }
  }

  private static Optional<byte[]> bytes(String text) {
    if (text.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// SubjectPublicKeyInfo.
  public byte[] encoded() {
    return encoded.clone();
  }

  /// Of the client: SHA-256 of the key as hex.
  public String clientId() {
    return HexFormat.of().formatHex(Secrets.sha256(encoded));
  }

  /// Whether the owner of the key signed the text: ECDSA with SHA-256.
  ///
  /// @param signature base64url, r and s after each other (IEEE P1363)
  public boolean signed(String text, String signature) {
    var bytes = bytes(signature).filter(given -> given.length == SIGNATURE);
    if (bytes.isEmpty()) {
      return false;
    }
    try {
      var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(key);
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(bytes.get());
    } catch (GeneralSecurityException _) {
      return false; // r or s out of range, or the key's point is not on the curve
    }
  }
}
