package io.oriel.transport.gamestream.internal.http;

import io.oriel.transport.gamestream.internal.pairing.ClientPairing;
import io.oriel.transport.gamestream.internal.pairing.PairingCertificate;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// A GameStream client on loopback, with a certificate or without.
final class TestClient implements AutoCloseable {
  private static final HexFormat HEX = HexFormat.of();

  final TestIdentity identity;
  final String uniqueId;
  private final Ports ports;
  private final HttpClient http;

  TestClient(Ports ports, TestIdentity identity, String protocol) {
    this(ports, identity, protocol, InetAddress.getLoopbackAddress());
  }

  /// One that connects from another address of this machine.
  TestClient(Ports ports, TestIdentity identity, InetAddress from) {
    this(ports, identity, "TLSv1.3", from);
  }

  private TestClient(Ports ports, TestIdentity identity, String protocol, InetAddress from) {
    this.ports = ports;
    this.identity = identity;
    this.uniqueId = "0123456789ABCDEF";
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .localAddress(from)
            .sslContext(tls(identity, protocol))
            .build();
  }

  TestClient(Ports ports, TestIdentity identity) {
    this(ports, identity, "TLSv1.3");
  }

  String http(String pathAndQuery) throws Exception {
    return body(request(false, pathAndQuery));
  }

  String https(String pathAndQuery) throws Exception {
    return body(request(true, pathAndQuery));
  }

  HttpResponse<byte[]> request(boolean secure, String pathAndQuery) throws Exception {
    return http.send(get(secure, pathAndQuery), BodyHandlers.ofByteArray());
  }

  CompletableFuture<String> later(String pathAndQuery) {
    return http.sendAsync(get(false, pathAndQuery), BodyHandlers.ofByteArray())
        .thenApply(TestClient::body);
  }

  /// Request 1, which waits for the PIN.
  CompletableFuture<String> startPairing(ClientPairing pairing) {
    return later(
        "/pair?uniqueid="
            + uniqueId
            + "&uuid=1&devicename=roth&updateState=1&phrase=getservercert&salt="
            + HEX.formatHex(pairing.salt())
            + "&clientcert="
            + HEX.formatHex(PairingCertificate.pem(identity.certificate())));
  }

  /// Requests 2 to 4.
  String pairStep(String name, byte[] value) throws Exception {
    return http(
        "/pair?uniqueid="
            + uniqueId
            + "&uuid=2&devicename=roth&updateState=1&"
            + name
            + "="
            + HEX.withUpperCase().formatHex(value));
  }

  static String element(String xml, String name) {
    Matcher found = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
    if (!found.find()) {
      throw new AssertionError("no " + name + " in " + xml);
    }
    return found.group(1);
  }

  static byte[] bytes(String xml, String name) {
    return HEX.parseHex(element(xml, name));
  }

  private HttpRequest get(boolean secure, String pathAndQuery) {
    String base =
        secure ? "https://127.0.0.1:" + ports.https() : "http://127.0.0.1:" + ports.http();
    return HttpRequest.newBuilder(URI.create(base + pathAndQuery))
        .timeout(Duration.ofSeconds(20))
        .build();
  }

  private static String body(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow(); // a pairing may still wait
  }

  private static SSLContext tls(TestIdentity identity, String protocol) {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      if (identity != null) {
        store.setKeyEntry(
            "own", identity.key(), new char[0], new X509Certificate[] {identity.certificate()});
      }
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance(protocol);
      context.init(keys.getKeyManagers(), new TrustManager[] {new AnyServer()}, null);
      return context;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// The client pins the host's certificate elsewhere.
  private static final class AnyServer extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
