package io.oriel.transport.gamestream.internal.http;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate as stock clients make them: self-signed, serial 0.
record TestIdentity(X509Certificate certificate, PrivateKey key) {
  static TestIdentity make() {
    return make(Instant.now());
  }

  /// @param from start of its 20 years
  static TestIdentity make(Instant from) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      var name = new X500Name("CN=NVIDIA GameStream Client");
      var holder =
          new JcaX509v3CertificateBuilder(
                  name,
                  BigInteger.ZERO,
                  Date.from(from),
                  Date.from(from.plus(Duration.ofDays(7300))),
                  name,
                  pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()));
      return new TestIdentity(
          new JcaX509CertificateConverter().getCertificate(holder), pair.getPrivate());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
