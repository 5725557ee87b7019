package io.oriel.host.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.trust.Right;
import io.oriel.api.web.WebEndpoint.Access;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketsTest {
  @TempDir Path folder;
  private TestHost host;
  private TestBrowser browser;
  private TestEndpoint stream;

  @BeforeEach
  void open() throws Exception {
    host = new TestHost(folder);
    browser = host.browser();
    stream = TestEndpoint.echo("/stream", Access.ANYBODY);
    host.mounts.add(stream);
  }

  @AfterEach
  void close() {
    host.close();
  }

  private Socket upgrade(String path, int expected) throws IOException {
    Socket socket = browser.connect();
    browser.send(
        socket,
        "GET",
        path,
        null,
        "Origin: " + browser.origin(),
        "Connection: keep-alive, Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    var got = TestBrowser.read(socket.getInputStream(), false);
    assertThat(got.status()).isEqualTo(expected);
    if (expected == 101) {
      assertThat(got.header("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
    return socket;
  }

  /// A masked frame (RFC 6455 §5.2).
  private static void send(Socket socket, int first, byte[] payload) throws IOException {
    var frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.putInt(0).put(payload);
    socket.getOutputStream().write(frame.array(), 0, frame.position());
  }

  private static String read(Socket socket) throws IOException {
    var in = socket.getInputStream();
    int first = in.read();
    if (first < 0) {
      return "end";
    }
    int length = in.read();
    if (length == 126) {
      length = in.read() << 8 | in.read();
    }
    byte[] payload = in.readNBytes(length);
    return switch (first & 0x0f) {
      case 1 -> new String(payload, StandardCharsets.UTF_8);
      case 2 -> "binary " + new String(payload, StandardCharsets.UTF_8);
      case 8 -> "close " + ByteBuffer.wrap(payload).getShort();
      case 9 -> "ping";
      case 10 -> "pong " + new String(payload, StandardCharsets.UTF_8);
      default -> "frame " + first;
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void messages_go_both_ways_and_the_first_waits_for_the_handshake() throws Exception {
    try (var socket = upgrade("/stream", 101)) {
      assertThat(read(socket)).isEqualTo("hello");
      send(socket, 0x81, utf8("grüß"));
      assertThat(read(socket)).isEqualTo("echo grüß");
      send(socket, 0x82, utf8("bytes"));
      assertThat(read(socket)).isEqualTo("binary bytes");
      send(socket, 0x01, utf8("one, "));
      send(socket, 0x80, utf8("in pieces"));
      assertThat(read(socket)).isEqualTo("echo one, in pieces");
      send(socket, 0x89, utf8("?"));
      assertThat(read(socket)).isEqualTo("pong ?");
      send(socket, 0x88, new byte[] {3, (byte) 0xe8});
      assertThat(read(socket)).isEqualTo("close 1000");
      assertThat(read(socket)).isEqualTo("end");
    }
    assertThat(stream.messages.poll(20, TimeUnit.SECONDS)).isEqualTo("grüß");
    awaitClosed();
  }

  private void awaitClosed() throws InterruptedException {
    for (String one = ""; !"closed".equals(one); ) {
      one = stream.messages.poll(20, TimeUnit.SECONDS);
      assertThat(one).as("closed() was called").isNotNull();
    }
  }

  @Test
  void what_is_refused_is_no_socket() throws Exception {
    upgrade("/stream/none", 404).close();
    try (var socket = browser.connect()) {
      browser.send(
          socket,
          "GET",
          "/stream",
          null,
          "Origin: http://evil.example",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
      assertThat(TestBrowser.read(socket.getInputStream(), false).status()).isEqualTo(403);
    }
    host.mounts.add(TestEndpoint.echo("/members", Access.CLIENTS));
    upgrade("/members", 401).close();
  }

  @Test
  void messages_that_are_too_long_or_broken_end_the_socket() throws Exception {
    try (var socket = upgrade("/stream", 101)) {
      read(socket);
      send(socket, 0x82, new byte[70_000]);
      assertThat(read(socket)).startsWith("close 1009");
    }
    try (var socket = upgrade("/stream", 101)) {
      read(socket);
      send(socket, 0x81, new byte[] {(byte) 0xff, (byte) 0xfe});
      assertThat(read(socket)).startsWith("close 1");
    }
    try (var socket = upgrade("/stream", 101)) {
      read(socket);
      socket.getOutputStream().write(new byte[] {(byte) 0x81, 2, 'h', 'i'}); // not masked
      assertThat(read(socket)).matches("close 1002|end");
    }
    awaitClosed();
  }

  @Test
  void a_page_that_reads_nothing_is_given_up() throws Exception {
    try (var socket = upgrade("/stream", 101)) {
      var ours = stream.sockets.poll(20, TimeUnit.SECONDS);
      var piece = ByteBuffer.allocate(60_000);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (stream.messages.peek() == null && System.nanoTime() < deadline) {
        ours.binary(piece.rewind());
        assertThat(ours.waitingBytes()).isLessThanOrEqualTo(4 << 20);
      }
      awaitClosed();
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void sockets_end_with_their_endpoint() throws Exception {
    try (var socket = upgrade("/stream", 101)) {
      read(socket);

      host.mounts.remove(stream);

      awaitClosed();
      assertThat(read(socket)).isEqualTo("close 1001");
    }
  }

  @Test
  void sockets_end_with_their_login() throws Exception {
    var key = new TestKey();
    var client = host.trust.add("phone", key.encoded(), Right.usual());
    key.login(browser);
    try (var socket = upgrade("/stream", 101)) {
      read(socket);

      host.trust.remove(client.id());

      assertThat(read(socket)).isEqualTo("close 1008");
      awaitClosed();
    }
  }
}
