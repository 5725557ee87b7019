package io.oriel.api.trust;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.UUID;

/// Who this host is: made once, kept for good, since clients pin the certificate.
///
/// @param id shown to clients as the host's stable id
/// @param name display name of the host
/// @param certificate self-signed, RSA 2048 with SHA-256
/// @param key its private key
public record HostIdentity(UUID id, String name, X509Certificate certificate, PrivateKey key) {
  public HostIdentity {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(certificate, "certificate");
    Objects.requireNonNull(key, "key");
  }

  /// Without the key.
  @Override
  public String toString() {
    return "HostIdentity[" + id + ", " + name + "]";
  }
}
