package io.oriel.client.gamestream.internal.http;

import io.oriel.client.gamestream.ClientIdentity;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Mutual TLS as GameStream clients do it: names and dates do not count, only that the host's
/// certificate is, byte for byte, the one seen while pairing (GameStream protocol notes §1.4).
public record PinnedTls(ClientIdentity identity, X509Certificate host) {

  public SSLContext context() throws IOException {
    try {
      return make();
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS with the client's certificate is not possible", e);
    }
  }

  private SSLContext make() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] secret = new char[0];
    store.setKeyEntry(
        "client", identity.key(), secret, new X509Certificate[] {identity.certificate()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, secret);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new TrustManager[] {new Exact(host)}, null);
    return context;
  }

  private static final class Exact extends X509ExtendedTrustManager {
    private final X509Certificate expected;

    Exact(X509Certificate expected) {
      this.expected = expected;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      if (chain.length != 1 || !chain[0].equals(expected)) {
        throw new CertificateException(
            "the host shows another certificate than the one it paired with; unpair and pair anew");
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
