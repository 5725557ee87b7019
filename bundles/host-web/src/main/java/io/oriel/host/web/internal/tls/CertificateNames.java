package io.oriel.host.web.internal.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The host names in a certificate.
final class CertificateNames {
  private static final Integer DNS = 2; // GeneralName, RFC 5280 §4.2.1.6

  private CertificateNames() {}

  /// Lower case, without patterns such as `*.example`.
  static Set<String> of(Path pem) throws IOException {
    Set<String> names = new HashSet<>();
    try (var in = Files.newInputStream(pem)) {
      var certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      var alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (var one : alternatives) {
          String name = String.valueOf(one.get(1)).toLowerCase(Locale.ROOT);
          if (one.get(0).equals(DNS) && !name.contains("*")) {
            names.add(name);
          }
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("that is no certificate", e);
    }
    return Set.copyOf(names);
  }
}
