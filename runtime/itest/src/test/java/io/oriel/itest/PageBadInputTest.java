package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oriel.itest.browser.Browser;
import io.oriel.itest.browser.OpenPage;
import io.oriel.itest.browser.Page;
import io.oriel.pattern.PatternWindow;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What strangers and broken pages do to a host is no matter to somebody who streams from it.
class PageBadInputTest {
  private static final int HALF_OPEN = 1000;
  private static final int MOST_GROWTH_MIB = 256;

  private static RunningHost host;
  private static Browser browser;
  private static OpenPage opened;
  private static PatternWindow window;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Browser.lack().isEmpty(), () -> Browser.lack().orElseThrow());
    host = Stages.host();
    browser = Browser.start(Optional.empty());
    opened = OpenPage.open(host, browser, 640, 360, "");
    opened.page().front();
    opened.start("Desktop");
    window = PatternWindow.open(host.desktops(1).getFirst().socket());
    goesOn();
  }

  @AfterAll
  static void stop() throws Exception {
    if (window != null) {
      window.close();
    }
    if (browser != null) {
      browser.close();
    }
    if (host != null) {
      host.close();
    }
  }

  /// The stream is the same one and shows new pictures.
  private static void goesOn() throws Exception {
    opened.page().evaluate("globalThis.seen = oriel.stats().drawn");
    opened.await("oriel.state === 'live' && oriel.stats().drawn > globalThis.seen + 20");
  }

  @Test
  void nonsense_instead_of_sdp_is_refused() throws Exception {
    Page page = opened.page();
    String started = "&connection=" + "f".repeat(32);
    for (String offer :
        List.of("", "v=0", "{}", "v=0\\r\\n" + "a=x\\r\\n".repeat(3000), "\\u0000".repeat(500))) {
      int status =
          page.evaluate(
                  """
                  fetch('/whep?x=1%s', { method: 'POST', body: '%s',
                    headers: { 'content-type': 'application/sdp' } }).then(r => r.status)
                  """
                      .formatted(started, offer))
              .getAsInt();
      assertThat(status).as(offer).isBetween(400, 499);
    }
    goesOn();
  }

  @Test
  void a_thousand_half_open_connections_keep_nobody_out() throws Exception {
    int memory = host.process().residentMib();
    int web = host.process().port() + 3;
    var sockets = new ArrayList<Socket>();
    try {
      for (int i = 0; i < HALF_OPEN; i++) {
        half(sockets, i % 2 == 0 ? web : web - 1);
      }
      quic(host.process().port() + 3);
      goesOn();
      assertThat(host.process().residentMib()).isLessThan(memory + MOST_GROWTH_MIB);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    try (var other = OpenPage.open(host, browser, 640, 360, "")) {
      other.await("document.querySelector('.tile') !== null");
    }
    opened.page().front();
    goesOn();
  }

  /// Begins a request and leaves it at that.
  private static void half(List<Socket> sockets, int port) throws IOException {
    var socket = new Socket();
    sockets.add(socket);
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
      socket
          .getOutputStream()
          .write("GET /stream HTTP/1.1\r\nHost: lo".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException _) {
      // refused: as good
    }
  }

  /// Datagrams of every size that look like the beginning of connections.
  private static void quic(int port) throws IOException {
    var random = new Random(6);
    try (var socket = new DatagramSocket()) {
      for (int i = 0; i < HALF_OPEN; i++) {
        var bytes = new byte[1 + random.nextInt(1400)];
        random.nextBytes(bytes);
        bytes[0] |= (byte) 0xc0;
        var to = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
      }
    }
  }

  @Test
  void a_page_that_stops_reading_is_given_up_alone() throws Exception {
    int memory = host.process().residentMib();
    try (var other = Browser.start(Optional.empty())) {
      OpenPage frozen = OpenPage.open(host, other, 640, 360, "");
      frozen.start("Desktop");
      assertThat(host.desktops(2)).hasSize(2);
      try {
        signal(other, "STOP");
        goesOn();
        assertThat(Await.until(OpenPage.PATIENCE, () -> host.desktops().size() == 1))
            .as("the frozen page's session ends")
            .isTrue();
        assertThat(host.process().residentMib()).isLessThan(memory + MOST_GROWTH_MIB);
        goesOn();
      } finally {
        signal(other, "CONT");
      }
    }
  }

  private static void signal(Browser all, String signal) throws Exception {
    var command = new ArrayList<>(List.of("kill", "-" + signal));
    Stream.concat(Stream.of(all.process()), all.process().descendants())
        .forEach(p -> command.add(Long.toString(p.pid())));
    new ProcessBuilder(command).start().waitFor();
  }
}
