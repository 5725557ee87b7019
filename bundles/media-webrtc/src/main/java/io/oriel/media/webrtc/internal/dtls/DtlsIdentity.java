package io.oriel.media.webrtc.internal.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509v3CertificateBuilder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

/// A key on the curve P-256 and a certificate that it signed itself: what both sides of DTLS-SRTP
/// show, to be compared with the fingerprint of the signalling (RFC 8827 §6.5).
public final class DtlsIdentity {
  private static final Duration VALID = Duration.ofDays(365);

  private final AsymmetricKeyParameter key;
  private final byte[] certificate;

  private DtlsIdentity(AsymmetricKeyParameter key, byte[] certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /// Makes a fresh one; it lives as long as the process.
  public static DtlsIdentity create(SecureRandom random) {
    var generator = new ECKeyPairGenerator();
    var curve =
        new ECNamedDomainParameters(
            SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByName("secp256r1"));
    generator.init(new ECKeyGenerationParameters(curve, random));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    try {
      return new DtlsIdentity(pair.getPrivate(), sign(pair, random));
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("no certificate can be made", e);
    }
  }

  private static byte[] sign(AsymmetricCipherKeyPair pair, SecureRandom random)
      throws IOException, OperatorCreationException {
    var name = new X500Name("CN=WebRTC");
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new BcX509v3CertificateBuilder(
            name,
            new BigInteger(63, random),
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(VALID)),
            name,
            pair.getPublic());
    AlgorithmIdentifier signature =
        new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA");
    AlgorithmIdentifier digest = new DefaultDigestAlgorithmIdentifierFinder().find(signature);
    return builder
        .build(
            new BcECContentSignerBuilder(signature, digest)
                .setSecureRandom(random)
                .build(pair.getPrivate()))
        .getEncoded();
  }

  AsymmetricKeyParameter key() {
    return key;
  }

  byte[] certificate() {
    return certificate;
  }

  /// SHA-256 of the certificate, as SDP writes it.
  public String fingerprint() {
    return fingerprint(certificate, "sha-256");
  }

  /// The fingerprint of a certificate (RFC 8122 §5): upper-case hex with colons.
  ///
  /// @param hash as SDP names it: `sha-256`
  /// @return empty: the hash is none of those that are accepted
  static String fingerprint(byte[] certificate, String hash) {
    String algorithm = hash.toUpperCase(Locale.ROOT);
    if (!accepts(hash)) {
      return "";
    }
    try {
      return HexFormat.ofDelimiter(":")
          .withUpperCase()
          .formatHex(MessageDigest.getInstance(algorithm).digest(certificate));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }

  /// Whether a hash of SDP is one of the SHA-2 family.
  public static boolean accepts(String hash) {
    return hash.equals("sha-256") || hash.equals("sha-384") || hash.equals("sha-512");
  }
}
