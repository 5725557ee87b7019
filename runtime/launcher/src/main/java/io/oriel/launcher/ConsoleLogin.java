package io.oriel.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// The web console's login, made on first start.
///
/// The file `state/console.login` (mode 0600) holds one line,
/// `user:pbkdf2-sha256:<iterations>:<salt, hex>:<hash, hex>`. The password itself is shown once and
/// kept nowhere. Deleting the file makes a new login with the next start.
final class ConsoleLogin {
  static final String USER = "oriel";
  // OWASP password storage recommendation for PBKDF2-HMAC-SHA256
  private static final int ITERATIONS = 600_000;
  // Without letters and digits that look alike.
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  private ConsoleLogin() {}

  static Path file(Folders folders) {
    return folders.state().resolve("console.login");
  }

  /// @return the new password; empty when there is a login already
  static Optional<String> create(Folders folders) throws IOException {
    Path file = file(folders);
    if (Files.exists(file)) {
      return Optional.empty();
    }
    var random = new SecureRandom();
    var password = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      password.append(i > 0 && i % 4 == 0 ? "-" : "");
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    HexFormat hex = HexFormat.of();
    String line =
        USER
            + ":pbkdf2-sha256:"
            + ITERATIONS
            + ":"
            + hex.formatHex(salt)
            + ":"
            + hex.formatHex(hash(password.toString(), salt))
            + "\n";
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      channel.write(
          java.nio.ByteBuffer.wrap(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    return Optional.of(password.toString());
  }

  private static byte[] hash(String password, byte[] salt) {
    try {
      var spec = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, 256);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no PBKDF2WithHmacSHA256", e);
    }
  }
}
