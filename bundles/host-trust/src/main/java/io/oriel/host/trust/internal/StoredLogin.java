package io.oriel.host.trust.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// The login the launcher made on first start: one line of `state/console.login`,
/// `user:pbkdf2-sha256:<iterations>:<salt, hex>:<hash, hex>`.
record StoredLogin(String user, int iterations, byte[] salt, byte[] hash) {
  private static final int MOST_ITERATIONS = 10_000_000;

  /// @throws IOException names the file: without it nobody gets in
  static StoredLogin read(Path file) throws IOException {
    String line = Files.readString(file).strip();
    String[] parts = line.split(":");
    try {
      if (parts.length == 5 && parts[1].equals("pbkdf2-sha256")) {
        int iterations = Integer.parseInt(parts[2]);
        if (iterations >= 1 && iterations <= MOST_ITERATIONS) {
          var hex = HexFormat.of();
          return new StoredLogin(
              parts[0], iterations, hex.parseHex(parts[3]), hex.parseHex(parts[4]));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(damaged(file), e);
    }
    throw new IOException(damaged(file));
  }

  private static String damaged(Path file) {
    return file + " is damaged; delete it and restart the host for a new login";
  }

  /// Compares in a time that does not depend on where the difference is. Takes a third of a second.
  boolean matches(String name, char[] password) {
    try {
      var spec = new PBEKeySpec(password, salt, iterations, hash.length * Byte.SIZE);
      byte[] given =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      boolean samePassword = MessageDigest.isEqual(given, hash);
      boolean sameName =
          MessageDigest.isEqual(
              name.getBytes(StandardCharsets.UTF_8), user.getBytes(StandardCharsets.UTF_8));
      return samePassword & sameName;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no PBKDF2WithHmacSHA256", e);
    }
  }
}
