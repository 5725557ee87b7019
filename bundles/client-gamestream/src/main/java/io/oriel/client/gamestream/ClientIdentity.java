package io.oriel.client.gamestream;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/// What this client is to a host: its certificate, its key, and the id it sends with each request.
///
/// @param uniqueId 16 hexadecimal digits; not an identity for the host (GameStream protocol notes
///     §1.3)
public record ClientIdentity(X509Certificate certificate, PrivateKey key, String uniqueId) {

  /// The certificate as the PEM text that travels in the first pairing request.
  public String pem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("the client certificate cannot be encoded", e);
    }
  }

  static String pem(String what, byte[] der) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
  }
}
