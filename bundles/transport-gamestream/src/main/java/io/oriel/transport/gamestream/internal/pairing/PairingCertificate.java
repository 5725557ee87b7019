package io.oriel.transport.gamestream.internal.pairing;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/// Certificates as pairing carries them: PEM text (GameStream protocol notes §1.4, §1.6).
public final class PairingCertificate {
  /// Most bytes of PEM text that are looked at (GS-P-08).
  public static final int MOST_BYTES = 8192;

  private static final Set<String> SIGNATURES =
      Set.of(
          "SHA256WITHRSA",
          "SHA384WITHRSA",
          "SHA512WITHRSA",
          "RSASSA-PSS",
          "SHA256WITHECDSA",
          "SHA384WITHECDSA",
          "SHA512WITHECDSA");

  private PairingCertificate() {}

  /// Reads a client's certificate. Its dates and serial number do not matter (GS-T-01).
  ///
  /// @throws PairingException if it is none, too large, or weaker than GS-P-08 allows
  public static X509Certificate parse(byte[] pem) throws PairingException {
    if (pem.length > MOST_BYTES) {
      throw new PairingException("certificate of " + pem.length + " bytes");
    }
    X509Certificate certificate;
    try {
      certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem));
    } catch (CertificateException e) {
      throw new PairingException("that is not a certificate", e);
    }
    if (certificate == null) {
      throw new PairingException("that is not a certificate");
    }
    requireStrong(certificate);
    return certificate;
  }

  /// The PEM text of a certificate, lines of 64 characters ended by LF.
  public static byte[] pem(X509Certificate certificate) {
    try {
      String body =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
      return ("-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n")
          .getBytes(StandardCharsets.US_ASCII);
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate without an encoding", e);
    }
  }

  private static void requireStrong(X509Certificate certificate) throws PairingException {
    boolean strong =
        switch (certificate.getPublicKey()) {
          case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= 2048;
          case ECPublicKey ec -> ec.getParams().getOrder().bitLength() >= 256;
          default -> false;
        };
    if (!strong) {
      throw new PairingException("the key of the certificate is too weak; RSA 2048 is needed");
    }
    if (!SIGNATURES.contains(certificate.getSigAlgName().toUpperCase(Locale.ROOT))) {
      throw new PairingException(
          "the certificate is signed with " + certificate.getSigAlgName() + "; SHA-256 is needed");
    }
  }
}
