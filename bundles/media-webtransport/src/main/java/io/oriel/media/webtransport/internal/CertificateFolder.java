package io.oriel.media.webtransport.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Certificates as files: `webtransport-<start in epoch seconds>.cert`, two lines of base64, the
/// certificate (DER) and its key (PKCS #8). One file, so that they cannot part.
public final class CertificateFolder {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateFolder.class);

  private final Path folder;

  /// Makes the folder if it is absent, for its owner alone.
  public CertificateFolder(Path folder) throws IOException {
    this.folder = folder;
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /// All that can be read; a damaged file is left alone, with a warning.
  public List<Minted> load() throws IOException {
    var found = new ArrayList<Minted>();
    try (var files = Files.newDirectoryStream(folder, "webtransport-*.cert")) {
      for (Path file : files) {
        try {
          found.add(parse(Files.readAllLines(file, StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException | RuntimeException | IOException e) {
          LOG.warn("{} holds no certificate and is not used: {}", file, e.getMessage());
        }
      }
    }
    return found;
  }

  private static Minted parse(List<String> lines) throws GeneralSecurityException {
    if (lines.size() < 2) {
      throw new GeneralSecurityException("two lines are expected");
    }
    var certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(Base64.getDecoder().decode(lines.get(0))));
    var key =
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(1))));
    byte[] sample = {1, 2, 3};
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(sample);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(sample);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the key is not the certificate's");
    }
    return Minted.of(certificate, key);
  }

  /// Stores one, whole or not at all.
  public void save(Minted minted) throws IOException {
    Path part = Files.createTempFile(folder, "webtransport-", ".part"); // readable by us alone
    try {
      Base64.Encoder base64 = Base64.getEncoder();
      Files.writeString(
          part,
          base64.encodeToString(minted.certificate().getEncoded())
              + '\n'
              + base64.encodeToString(minted.key().getEncoded())
              + '\n');
      Files.move(
          part, file(minted), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot encode a certificate", e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Removes one that has expired.
  public void delete(Minted minted) throws IOException {
    Files.deleteIfExists(file(minted));
  }

  private Path file(Minted minted) {
    return folder.resolve("webtransport-" + minted.start().getEpochSecond() + ".cert");
  }
}
