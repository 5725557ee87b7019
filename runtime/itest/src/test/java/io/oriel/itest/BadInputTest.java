package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.client.gamestream.GameStream;
import io.oriel.client.gamestream.GameStreamException;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.pattern.PatternWindow;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each test misbehaves while another client streams, and that stream must not notice.
class BadInputTest {
  private static final Duration READ = Duration.ofSeconds(5);
  private static RunningHost host;
  private static GameStreamHost good;
  private static GameStream stream;
  private static PatternWindow window;
  private static PictureCheck check;

  @BeforeAll
  static void start() throws Exception {
    host = Stages.host();
    good = host.paired();
    check = new PictureCheck(800, 480, 8);
    stream = good.stream("Desktop", StreamOptions.of(800, 480, 30), check);
    window = PatternWindow.open(host.desktops(1).getFirst().socket());
    assertThat(check.awaitDistinct(10, Stages.PATIENCE)).isTrue();
  }

  @AfterAll
  static void stop() throws Exception {
    if (window != null) {
      window.close();
      stream.close();
    }
    if (host != null) {
      host.close();
    }
  }

  @AfterEach
  void the_other_session_is_untouched() throws Exception {
    assertThat(check.awaitDistinct(check.distinct() + 10, Stages.PATIENCE)).isTrue();
    assertThat(check.faults()).isEmpty();
    assertThat(stream.ended()).isNotDone();
    assertThat(stream.figures().packetsMalformed()).isZero();
  }

  @Test
  void a_wrong_pin_pairs_nobody() throws Exception {
    GameStreamHost stranger = host.stranger();
    CompletableFuture<Void> pairing = host.startPairing(stranger, "1111");
    host.enterPin("2222");

    assertThatThrownBy(() -> RunningHost.await(pairing))
        .isInstanceOf(GameStreamException.class)
        .hasMessageContaining("PIN");
    assertThat(stranger.info().paired()).isFalse();
  }

  @Test
  void pairing_steps_out_of_order_are_refused() throws Exception {
    String[] steps = {
      "clientchallenge=" + "00".repeat(16),
      "serverchallengeresp=" + "00".repeat(32),
      "clientpairingsecret=" + "00".repeat(272),
      "phrase=pairchallenge",
      "phrase=getservercert&salt=zz&clientcert=00",
      "phrase=nonsense"
    };
    for (String step : steps) {
      String answer = get("/pair?uniqueid=0123456789ABCDEF&devicename=roth&" + step);

      assertThat(answer).contains("<paired>0</paired>");
    }
  }

  @Test
  void malformed_queries_are_answered() throws Exception {
    assertThat(get("/serverinfo?%zz&&=&uniqueid")).contains("status_code");
    assertThat(get("/launch?appid=1")).doesNotContain("sessionUrl0");
    assertThat(get("/applist")).doesNotContain("<App>");
    assertThat(get("/" + "x".repeat(30_000))).doesNotContain("status_code=\"200\"");
  }

  @Test
  void an_unknown_certificate_gets_401_and_nothing_else() throws Exception {
    GameStreamHost stranger = host.knowingStranger(good);

    assertThatThrownBy(stranger::apps)
        .isInstanceOfSatisfying(
            GameStreamException.class, e -> assertThat(e.code()).isEqualTo(401));
    assertThat(stranger.info().paired()).isFalse();
    assertThatThrownBy(stranger::quit).isInstanceOf(GameStreamException.class);
    assertThatThrownBy(
            () -> stranger.launchOnly(good.apps().getFirst().id(), StreamOptions.of(640, 480, 30)))
        .isInstanceOf(GameStreamException.class);
  }

  @Test
  void nonsense_on_every_tcp_port_is_closed() throws Exception {
    var random = new Random(5);
    int base = host.process().port();
    String[] texts = {
      "OPTIONS rtsp://x RTSP/1.0\r\nCSeq: 1\r\n\r\n",
      "ANNOUNCE streamid=control/13/0 RTSP/1.0\r\nCSeq: 1\r\nContent-length: 9999999\r\n\r\n",
      "ANNOUNCE x RTSP/1.0\r\nCSeq: 1\r\nContent-length: 4\r\n\r\na=:\n",
      "PLAY / RTSP/1.0\r\n\r\n",
      "GET /serverinfo HTTP/1.1\r\n\r\n"
    };
    for (int port : new int[] {base - 5, base, base + 21}) {
      for (String text : texts) {
        speak(port, text.getBytes(StandardCharsets.US_ASCII));
      }
      for (int i = 0; i < 20; i++) {
        byte[] noise = new byte[random.nextInt(2_000)];
        random.nextBytes(noise);
        speak(port, noise);
      }
    }
  }

  @Test
  void random_datagrams_on_every_port_are_ignored() throws Exception {
    var random = new Random(6);
    int base = host.process().port();
    try (var socket = new DatagramSocket()) {
      for (int i = 0; i < 3_000; i++) {
        byte[] noise = new byte[random.nextInt(1_500)];
        random.nextBytes(noise);
        int port = base + 9 + i % 3;
        InetAddress loopback = InetAddress.getLoopbackAddress();
        socket.send(new DatagramPacket(noise, noise.length, loopback, port));
      }
    }
  }

  @Test
  void a_client_that_vanishes_after_its_launch_is_forgotten() throws Exception {
    GameStreamHost other = host.paired();

    other.launchOnly(other.apps().getFirst().id(), StreamOptions.of(640, 480, 30));
    host.desktops(2);
    other.quit();

    host.desktops(1);
    var seen = new PictureCheck(640, 480, 8);
    try (GameStream again = other.stream("Desktop", StreamOptions.of(640, 480, 30), seen)) {
      again.vanish();
    }
    other.quit();
    host.desktops(1);
    try (var _ = other.stream("Desktop", StreamOptions.of(640, 480, 30), new StreamListener() {})) {
      host.desktops(2);
    }
    other.quit();
    host.desktops(1);
  }

  private static String get(String target) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + host.process().port() + "/");
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
      socket.setSoTimeout((int) READ.toMillis());
      String request = "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Says something and waits until the host hangs up or falls silent; a reset is an answer too.
  private static void speak(int port, byte[] bytes) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout((int) READ.toMillis());
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (IOException _) {
      // Refused in the middle: as it should.
    }
  }
}
