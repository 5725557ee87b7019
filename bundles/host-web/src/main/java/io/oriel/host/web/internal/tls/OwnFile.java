package io.oriel.host.web.internal.tls;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The host's own certificate in a file of mode 0600. It stays the same as long as it can, since
/// people have told their browsers to accept it: a new one is made a month before the old one ends,
/// when the machine's name is no longer in it, or when somebody deletes the file.
final class OwnFile {
  private static final Logger LOG = LoggerFactory.getLogger(OwnFile.class);
  private static final Duration RENEW = Duration.ofDays(30);

  private final Path file;

  OwnFile(Path file) {
    this.file = file;
  }

  /// What is in the file, or a new one.
  ///
  /// @param names of the machine now
  PemPair current(Set<String> names, Instant now) throws IOException {
    try {
      PemPair stored = PemPair.parse(Files.readString(file));
      if (good(stored.certificate(), names, now)) {
        return stored;
      }
      LOG.info("browsers will ask again about this host: its certificate is renewed");
    } catch (NoSuchFileException _) {
      LOG.info("a certificate for browsers is made: {}", file);
    } catch (GeneralSecurityException e) {
      LOG.warn("{} is damaged and replaced: {}", file, e.getMessage());
    }
    return renew(names, now);
  }

  private static boolean good(X509Certificate certificate, Set<String> names, Instant now)
      throws CertificateParsingException {
    var alternatives = certificate.getSubjectAlternativeNames();
    Set<String> known =
        alternatives == null
            ? Set.of()
            : alternatives.stream()
                .map(one -> String.valueOf(one.get(1)))
                .collect(Collectors.toSet());
    return now.plus(RENEW).isBefore(certificate.getNotAfter().toInstant())
        && now.isAfter(certificate.getNotBefore().toInstant())
        && known.containsAll(names);
  }

  private PemPair renew(Set<String> names, Instant now) throws IOException {
    try {
      PemPair made = OwnCertificate.make(names, now);
      write(made.pem());
      return made;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot make a certificate for browsers: " + e.getMessage(), e);
    }
  }

  private void write(String text) throws IOException {
    Files.createDirectories(
        file.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh); // of a crash
    try (var out =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var bytes = StandardCharsets.US_ASCII.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
