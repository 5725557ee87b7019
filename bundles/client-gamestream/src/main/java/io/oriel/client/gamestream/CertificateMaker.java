package io.oriel.client.gamestream;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes a client certificate of the kind stock clients make (GameStream protocol notes §1.4):
/// X.509 v3, RSA 2048, SHA-256, self-signed, serial 0, twenty years.
final class CertificateMaker {
  private static final Duration LIFE = Duration.ofDays(20 * 365);

  private CertificateMaker() {}

  static ClientIdentity make() throws GeneralSecurityException {
    var random = new SecureRandom();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048, random);
    KeyPair pair = generator.generateKeyPair();
    byte[] id = new byte[8];
    random.nextBytes(id);
    return new ClientIdentity(
        selfSigned(pair), pair.getPrivate(), HexFormat.of().withUpperCase().formatHex(id));
  }

  private static X509Certificate selfSigned(KeyPair pair) throws GeneralSecurityException {
    var name = new X500Name("CN=NVIDIA GameStream Client");
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ZERO,
            Date.from(now),
            Date.from(now.plus(LIFE)),
            name,
            pair.getPublic());
    try {
      var signer = new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("cannot sign the client certificate", e);
    }
  }
}
