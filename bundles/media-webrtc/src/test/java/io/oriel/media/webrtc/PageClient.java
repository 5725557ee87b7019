package io.oriel.media.webrtc;

import io.oriel.media.webrtc.internal.dtls.DtlsIdentity;
import io.oriel.media.webrtc.internal.dtls.TestCredentials;
import io.oriel.media.webrtc.internal.srtp.SrtpKeys;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Hashtable;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/// A page's side of DTLS-SRTP.
final class PageClient extends DefaultTlsClient {
  private final BcTlsCrypto crypto;
  private final DtlsIdentity identity;
  private byte[] material;

  PageClient(SecureRandom random) {
    this(new BcTlsCrypto(random), DtlsIdentity.create(random));
  }

  private PageClient(BcTlsCrypto crypto, DtlsIdentity identity) {
    super(crypto);
    this.crypto = crypto;
    this.identity = identity;
  }

  String fingerprint() {
    return identity.fingerprint();
  }

  byte[] material() {
    return material;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked"}) // the library's
  public Hashtable getClientExtensions() throws IOException {
    Hashtable all = super.getClientExtensions();
    TlsSRTPUtils.addUseSRTPExtension(
        all, new UseSRTPData(new int[] {1, 8, 7}, TlsUtils.EMPTY_BYTES));
    return all;
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate certificate) {}

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        return TestCredentials.of(context, crypto, identity);
      }
    };
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    material = context.exportKeyingMaterial(SrtpKeys.MATERIAL_LABEL, null, SrtpKeys.MATERIAL_BYTES);
  }
}
