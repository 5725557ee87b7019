package io.oriel.client.gamestream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/// The folder in which a client keeps its certificate, its private key and the certificates of the
/// hosts it has paired with.
///
/// Folder 0700, files 0600. Safe for use by one process at a time.
public final class ClientFolder {
  private static final String CERTIFICATE = "client.pem";
  private static final String KEY = "client.key";
  private static final String ID = "client.id";

  private final Path folder;
  private final ClientIdentity identity;

  private ClientFolder(Path folder, ClientIdentity identity) {
    this.folder = folder;
    this.identity = identity;
  }

  /// Opens the folder, and makes it and the client's certificate if they are not there yet.
  ///
  /// @throws IOException the folder cannot be written, or its files are not what was once written
  public static ClientFolder open(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      if (Files.exists(folder.resolve(KEY))) {
        return new ClientFolder(folder, read(folder));
      }
      ClientIdentity made = CertificateMaker.make();
      write(folder.resolve(CERTIFICATE), made.pem());
      write(folder.resolve(ID), made.uniqueId());
      write(folder.resolve(KEY), ClientIdentity.pem("PRIVATE KEY", made.key().getEncoded()));
      return new ClientFolder(folder, made);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "the client's certificate in " + folder + " is unusable; remove the folder and pair anew",
          e);
    }
  }

  public ClientIdentity identity() {
    return identity;
  }

  /// The certificate of a host this client has paired with.
  public Optional<X509Certificate> pinned(String host, int port) throws IOException {
    Path file = file(host, port);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(Files.readString(file)));
    } catch (CertificateException e) {
      throw new IOException(file + " is not a certificate; remove it and pair anew", e);
    }
  }

  public void pin(String host, int port, X509Certificate certificate) throws IOException {
    try {
      write(file(host, port), ClientIdentity.pem("CERTIFICATE", certificate.getEncoded()));
    } catch (CertificateException e) {
      throw new IOException("the certificate of " + host + " cannot be kept", e);
    }
  }

  /// Forgets a host; the host itself is not told.
  public boolean forget(String host, int port) throws IOException {
    return Files.deleteIfExists(file(host, port));
  }

  /// Reads one certificate in PEM form.
  public static X509Certificate parse(String pem) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private Path file(String host, int port) {
    return folder.resolve("host-" + host.replaceAll("[^A-Za-z0-9.-]", "_") + "-" + port + ".pem");
  }

  private static ClientIdentity read(Path folder) throws IOException, GeneralSecurityException {
    String key =
        Files.readString(folder.resolve(KEY))
            .replaceAll("-----[A-Z ]+-----", "")
            .replaceAll("\\s", "");
    var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key));
    return new ClientIdentity(
        parse(Files.readString(folder.resolve(CERTIFICATE))),
        KeyFactory.getInstance("RSA").generatePrivate(spec),
        Files.readString(folder.resolve(ID)).strip());
  }

  private static void write(Path file, String text) throws IOException {
    Path fresh =
        Files.createTempFile(
            file.getParent(),
            ".new",
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
