package io.oriel.host.trust.internal;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes the host's certificate: self-signed, RSA 2048 with SHA-256, for 20 years (GameStream
/// protocol notes §1.4).
///
/// @param key the private key of the certificate
record SelfSigned(X509Certificate certificate, PrivateKey key) {
  private static final Duration VALID = Duration.ofDays(20 * 365);

  /// A new one; takes some hundred milliseconds.
  static SelfSigned make(Instant now) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    var name = new X500Name("CN=Oriel Host");
    try {
      X509CertificateHolder holder =
          new JcaX509v3CertificateBuilder(
                  name,
                  new BigInteger(63, new SecureRandom()).add(BigInteger.ONE),
                  // clocks differ: a client a day behind accepts it too
                  Date.from(now.minus(Duration.ofDays(1))),
                  Date.from(now.plus(VALID)),
                  name,
                  pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()));
      return new SelfSigned(
          new JcaX509CertificateConverter().getCertificate(holder), pair.getPrivate());
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("cannot sign the host certificate", e);
    }
  }
}
