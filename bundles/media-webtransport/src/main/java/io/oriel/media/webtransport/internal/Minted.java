package io.oriel.media.webtransport.internal;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate and its key: P-256, self-signed, valid for 10 days in all.
///
/// Browsers allow 14 (W3C WebTransport, "serverCertificateHashes"), counted from the date on which
/// it becomes valid.
///
/// @param start when it comes into use
public record Minted(X509Certificate certificate, PrivateKey key, Instant start) {
  /// Between one certificate's start and the next one's.
  public static final Duration USE = Duration.ofDays(5);

  /// Clocks differ: it is valid before it comes into use.
  static final Duration EARLIER = Duration.ofDays(2);

  static final Duration VALID = Duration.ofDays(10);

  static Minted make(Instant start) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    var name = new X500Name("CN=Oriel");
    Instant from = start.minus(EARLIER);
    try {
      var holder =
          new JcaX509v3CertificateBuilder(
                  name,
                  new BigInteger(63, new SecureRandom()).add(BigInteger.ONE),
                  Date.from(from),
                  Date.from(from.plus(VALID)),
                  name,
                  pair.getPublic())
              // Chromium refuses a certificate without any extension
              .addExtension(
                  Extension.subjectAlternativeName,
                  false,
                  new GeneralNames(new GeneralName(GeneralName.dNSName, "oriel.invalid")))
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
      return of(new JcaX509CertificateConverter().getCertificate(holder), pair.getPrivate());
    } catch (OperatorCreationException | CertIOException e) {
      throw new GeneralSecurityException("cannot sign a certificate", e);
    }
  }

  /// The start follows from the validity.
  static Minted of(X509Certificate certificate, PrivateKey key) {
    return new Minted(certificate, key, certificate.getNotBefore().toInstant().plus(EARLIER));
  }

  /// After this no browser takes it.
  public Instant end() {
    return certificate.getNotAfter().toInstant();
  }

  /// SHA-256 of the certificate, as browsers pin it.
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot hash a certificate", e);
    }
  }
}
