package io.oriel.host.web.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A certificate and its key as the host keeps them in one file, so that they cannot part.
record PemPair(X509Certificate certificate, PrivateKey key) {
  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
  private static final Pattern KEY = block("PRIVATE KEY");
  private static final Pattern CERTIFICATE = block("CERTIFICATE");

  private static Pattern block(String name) {
    return Pattern.compile("-----BEGIN " + name + "-----([^-]{1,65536})-----END " + name + "-----");
  }

  /// @throws GeneralSecurityException if that is not what is in it
  static PemPair parse(String pem) throws GeneralSecurityException {
    try {
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(bytes(CERTIFICATE, pem)));
      var key =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes(KEY, pem)));
      return new PemPair(certificate, key);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("no base64", e);
    }
  }

  private static byte[] bytes(Pattern pattern, String pem) throws GeneralSecurityException {
    Matcher matcher = pattern.matcher(pem);
    if (!matcher.find()) {
      throw new GeneralSecurityException("a part is missing");
    }
    return Base64.getMimeDecoder().decode(matcher.group(1));
  }

  String pem() throws IOException {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + BASE64.encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n"
          + BASE64.encodeToString(key.getEncoded())
          + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IOException("a certificate that was just made has an encoding", e);
    }
  }

  /// Without the key.
  @Override
  public String toString() {
    return "PemPair[" + certificate.getSubjectX500Principal() + "]";
  }
}
