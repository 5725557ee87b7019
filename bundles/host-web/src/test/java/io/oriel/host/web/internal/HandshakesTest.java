package io.oriel.host.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.oriel.api.web.WebEndpoint.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Crowds that want a TLS handshake.
class HandshakesTest {
  private static final int CROWD = 16;

  @TempDir Path folder;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  @Test
  void handshakes_that_take_long_hold_up_no_page() throws Exception {
    SslContext slow =
        SslContextBuilder.forServer(new SlowKeys()).sslProvider(SslProvider.JDK).build();
    List<Socket> crowd = new ArrayList<>();
    try (var host = new TestHost(folder)) {
      host.mounts.add(TestEndpoint.echo("/", Access.ANYBODY));
      TestBrowser browser = host.browser();
      var local = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      int port = host.door.listen(new InetSocketAddress(local, 0), () -> slow);
      for (int i = 0; i < CROWD; i++) {
        var socket = (SSLSocket) SSLContext.getDefault().getSocketFactory().createSocket();
        crowd.add(socket);
        socket.connect(new InetSocketAddress(local, port), 30_000);
        Thread.ofVirtual().start(() -> shake(socket));
      }
      assertThat(asked.await(30, TimeUnit.SECONDS)).as("a handshake is under way").isTrue();

      for (int i = 0; i < CROWD; i++) {
        assertThat(browser.get("/").status()).isEqualTo(200);
      }

      go.countDown();
    } finally {
      go.countDown();
      for (Socket socket : crowd) {
        socket.close();
      }
    }
  }

  @Test
  void whoever_sends_much_before_the_handshake_is_done_is_sent_away() throws Exception {
    SslContext slow =
        SslContextBuilder.forServer(new SlowKeys()).sslProvider(SslProvider.JDK).build();
    try (var host = new TestHost(folder);
        var first = new Socket();
        var second = new Socket()) {
      var local = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      int port = host.door.listen(new InetSocketAddress(local, 0), () -> slow);
      for (Socket socket : List.of(first, second)) {
        socket.connect(new InetSocketAddress(local, port), 30_000);
        socket.getOutputStream().write(hello());
        assertThat(asked.await(30, TimeUnit.SECONDS)).as("a handshake is under way").isTrue();
      }

      assertThat(endsWithin(second, 64 << 20)).isTrue();

      go.countDown();
    } finally {
      go.countDown();
    }
  }

  /// @return whether the host closes the connection before it has taken so many bytes
  private static boolean endsWithin(Socket socket, int bytes) {
    try {
      byte[] some = new byte[1 << 16];
      for (int i = 0; i < bytes; i += some.length) {
        socket.getOutputStream().write(some);
      }
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /// What a client says first.
  private static byte[] hello() throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    return Arrays.copyOf(hello.array(), hello.position());
  }

  private static void shake(SSLSocket socket) {
    try {
      socket.startHandshake();
    } catch (IOException _) {
      // nobody's certificate
    }
  }

  /// Has no key, and takes long to find out.
  private final class SlowKeys extends X509ExtendedKeyManager {
    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
      asked.countDown();
      try {
        go.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return null;
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return null;
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return null;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return null;
    }
  }
}
