package io.oriel.host.web.internal.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;

/// Certificates for tests.
public final class OwnCertificates {
  private OwnCertificates() {}

  public static X509Certificate any() {
    try {
      return OwnCertificate.make(Set.of("box"), Instant.now()).certificate();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
