package io.oriel.host.web.internal;

import io.oriel.host.web.internal.tls.OwnCertificates;
import java.security.cert.X509Certificate;

/// Any certificate.
final class TestCertificate {
  static final X509Certificate CERTIFICATE = OwnCertificates.any();

  private TestCertificate() {}
}
