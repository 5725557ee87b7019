package io.oriel.host.trust.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.oriel.api.trust.HostIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// `identity.json`: who this host is. One file, so that id, certificate and key cannot part.
final class IdentityFile {
  static final String NAME = "identity.json";

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /// As stored; certificate (DER) and key (PKCS #8) in base64.
  private record Stored(int version, String id, String certificate, String key) {}

  private final SecretFolder folder;

  IdentityFile(SecretFolder folder) {
    this.folder = folder;
  }

  /// The stored identity; empty on the very first start.
  ///
  /// @throws DamagedFileException if there is a file that does not hold one
  Optional<HostIdentity> load(String name) throws IOException {
    Optional<String> text = folder.read(NAME);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Stored stored = GSON.fromJson(text.get(), Stored.class);
      if (stored == null || stored.version() != 1) {
        throw new IllegalArgumentException("not an identity of version 1");
      }
      Base64.Decoder base64 = Base64.getDecoder();
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(base64.decode(stored.certificate())));
      PrivateKey key =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(base64.decode(stored.key())));
      requireMatch(certificate, key);
      return Optional.of(new HostIdentity(UUID.fromString(stored.id()), name, certificate, key));
    } catch (JsonParseException
        | GeneralSecurityException
        | IllegalArgumentException
        | NullPointerException e) {
      throw new DamagedFileException(folder.file(NAME), e.getMessage(), e);
    }
  }

  /// Makes an identity and stores it.
  HostIdentity create(String name, Instant now) throws IOException, GeneralSecurityException {
    SelfSigned made = SelfSigned.make(now);
    UUID id = UUID.randomUUID();
    Base64.Encoder base64 = Base64.getEncoder();
    folder.write(
        NAME,
        GSON.toJson(
            new Stored(
                1,
                id.toString(),
                base64.encodeToString(made.certificate().getEncoded()),
                base64.encodeToString(made.key().getEncoded()))));
    return new HostIdentity(id, name, made.certificate(), made.key());
  }

  private static void requireMatch(X509Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    byte[] sample = {1, 2, 3};
    Signature rsa = Signature.getInstance("SHA256withRSA");
    rsa.initSign(key);
    rsa.update(sample);
    byte[] signed = rsa.sign();
    rsa.initVerify(certificate.getPublicKey());
    rsa.update(sample);
    if (!rsa.verify(signed)) {
      throw new IllegalArgumentException("the key is not the certificate's");
    }
  }
}
