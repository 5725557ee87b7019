package io.oriel.host.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.web.WebEndpoint.Access;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowTest {
  @TempDir Path folder;
  private TestHost host;
  private TestBrowser browser;

  @BeforeEach
  void open() throws Exception {
    host = new TestHost(folder);
    host.mounts.add(TestEndpoint.echo("/", Access.ANYBODY));
    browser = host.browser();
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void those_who_send_nothing_or_half_a_request_are_sent_away_and_others_are_served()
      throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        Socket socket = browser.connect();
        socket
            .getOutputStream()
            .write("GET / HTTP/1.1\r\nHost: local".substring(0, i % 20).getBytes());
        slow.add(socket);
      }
      assertThat(browser.get("/").status()).isEqualTo(200);
      for (Socket socket : slow) {
        assertThat(ended(socket)).isTrue();
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /// Within the 30 s of the socket's time limit; the host gives 10.
  private static boolean ended(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true; // reset
    }
  }

  @Test
  void calls_that_block_hold_nobody_else_up() throws Exception {
    var release = new CountDownLatch(1);
    host.mounts.add(
        new TestEndpoint(
            "/slow",
            Access.ANYBODY,
            _ -> {
              try {
                release.await(60, TimeUnit.SECONDS);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
              return io.oriel.api.web.WebReply.empty(204);
            }));
    List<Socket> waiting = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Socket socket = browser.connect();
      browser.send(socket, "GET", "/slow", null);
      waiting.add(socket);
    }

    assertThat(browser.get("/").status()).isEqualTo(200);

    release.countDown();
    for (Socket socket : waiting) {
      assertThat(TestBrowser.read(socket.getInputStream(), false).status()).isEqualTo(204);
      socket.close();
    }
  }

  @Test
  void a_browser_that_trusts_the_certificate_comes_over_tls() throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    try (var in = new FileInputStream(folder.resolve("web/certificate.pem").toFile())) {
      store.setCertificateEntry(
          "host", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    try (var client =
        HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).build()) {
      String origin = "https://localhost:" + host.secure;
      var page =
          client.send(
              HttpRequest.newBuilder(URI.create(origin + "/")).build(), BodyHandlers.ofString());
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");

      var logout =
          client.send(
              HttpRequest.newBuilder(URI.create(origin + "/api/logout"))
                  .header("Origin", origin)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{}"))
                  .build(),
              BodyHandlers.ofString());

      assertThat(logout.headers().firstValue("set-cookie").orElseThrow())
          .startsWith("__Host-oriel=")
          .endsWith("; Secure");
    }
  }

  @Test
  void plain_http_is_on_loopback_only() throws Exception {
    assertThat(host.plain).isNotEqualTo(host.secure);
    try (var socket =
        new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), host.secure)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
      byte[] answer = socket.getInputStream().readAllBytes();
      assertThat(new String(answer, java.nio.charset.StandardCharsets.ISO_8859_1))
          .as("no HTTP where TLS is spoken")
          .doesNotContain("HTTP/1.1");
    } catch (java.net.SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }
}
