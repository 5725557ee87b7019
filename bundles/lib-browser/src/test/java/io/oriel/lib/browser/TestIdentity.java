package io.oriel.lib.browser;

import io.oriel.api.trust.HostIdentity;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A host's identity.
final class TestIdentity {
  static final HostIdentity DESK = make();

  private TestIdentity() {}

  private static HostIdentity make() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      var pair = generator.generateKeyPair();
      var name = new X500Name("CN=desk");
      var from = Date.from(Instant.EPOCH);
      var holder =
          new JcaX509v3CertificateBuilder(name, BigInteger.ONE, from, from, name, pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
      var certificate = new JcaX509CertificateConverter().getCertificate(holder);
      return new HostIdentity(new UUID(0, 1), "desk", certificate, pair.getPrivate());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
