package io.oriel.media.webrtc.internal.dtls;

import io.oriel.media.webrtc.internal.srtp.SrtpKeys;
import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/// The passive side of DTLS-SRTP (RFC 5764): DTLS 1.2, AEAD_AES_128_GCM, and a client whose
/// certificate has the fingerprint that the signalling told. The handshake's thread.
final class SrtpServer extends DefaultTlsServer {
  private static final int HANDSHAKE_MILLIS = 15_000;
  private static final int LONGEST_MESSAGE = 16 << 10;
  private static final int[] PROFILES = {SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM};

  private final BcTlsCrypto crypto;
  private final DtlsIdentity identity;
  private final String hash;
  private final String fingerprint;
  private byte[] material;

  SrtpServer(BcTlsCrypto crypto, DtlsIdentity identity, String hash, String fingerprint) {
    super(crypto);
    this.crypto = crypto;
    this.identity = identity;
    this.hash = hash;
    this.fingerprint = fingerprint;
  }

  /// [SrtpKeys#MATERIAL_BYTES] bytes, once the handshake is complete.
  byte[] material() {
    return material;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return new int[] {
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
    };
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return HANDSHAKE_MILLIS;
  }

  @Override
  public int getMaxHandshakeMessageSize() {
    return LONGEST_MESSAGE;
  }

  @Override
  public boolean requiresExtendedMasterSecret() {
    return true; // RFC 7627 §6.3: exported keys are safe with it only
  }

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
    TlsCertificate own = crypto.createCertificate(identity.certificate());
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        crypto,
        identity.key(),
        new Certificate(new TlsCertificate[] {own}),
        new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
  }

  @Override
  @SuppressWarnings("rawtypes") // the library's
  public CertificateRequest getCertificateRequest() {
    Vector algorithms = TlsUtils.getDefaultSupportedSignatureAlgorithms(context);
    return new CertificateRequest(
        new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
        algorithms,
        null);
  }

  @Override
  public void notifyClientCertificate(Certificate chain) throws IOException {
    if (chain.isEmpty()) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate, "the page shows no certificate");
    }
    byte[] certificate = chain.getCertificateAt(0).getEncoded();
    if (!DtlsIdentity.fingerprint(certificate, hash).equals(fingerprint)) {
      throw new TlsFatalAlert(
          AlertDescription.bad_certificate, "the page's certificate is not that of its offer");
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // the library's
  public void processClientExtensions(Hashtable extensions) throws IOException {
    super.processClientExtensions(extensions);
    UseSRTPData srtp = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
    if (srtp != null) {
      for (int profile : srtp.getProtectionProfiles()) {
        if (profile == PROFILES[0]) {
          return;
        }
      }
    }
    throw new TlsFatalAlert(
        AlertDescription.handshake_failure, "the page does not offer AEAD_AES_128_GCM for SRTP");
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked"}) // the library's
  public Hashtable getServerExtensions() throws IOException {
    Hashtable extensions = super.getServerExtensions();
    if (extensions == null) {
      extensions = new Hashtable();
    }
    TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(PROFILES, TlsUtils.EMPTY_BYTES));
    return extensions;
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    material = context.exportKeyingMaterial(SrtpKeys.MATERIAL_LABEL, null, SrtpKeys.MATERIAL_BYTES);
  }
}
