package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.oriel.client.gamestream.GameStream;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamFigures;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.loss.GameStreamProxy;
import io.oriel.loss.Impairments;
import io.oriel.loss.LossProxy;
import io.oriel.pattern.PatternWindow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What networks and devices do to a session: it recovers, or ends with the right code, and the
/// client finds its windows again.
class RobustnessTest {
  private static final String PROXY = "127.0.0.2";
  private static final String ELSEWHERE = "127.0.0.3";
  private static final Impairments DEAD = Impairments.parse("loss=100%");
  private static final Duration OUTAGE = Duration.ofSeconds(30);
  // ENet gives up after 10 s without an acknowledgement, the host after 10 s without a message
  private static final Duration GIVEN_UP = Duration.ofSeconds(20);
  private static final StreamOptions OPTIONS = StreamOptions.of(800, 480, 60);
  private static RunningHost host;
  private static GameStreamHost client;
  private static GameStreamHost direct;

  private GameStreamProxy proxy;
  private LossProxy network;
  private PictureCheck check;

  @BeforeAll
  static void start() throws Exception {
    host =
        Stages.host(
            Map.of(
                "io.oriel.transport.gamestream.config", "announce=B\"false\"\n",
                "io.oriel.host.display.config", "keep.alive.seconds=L\"60\"\n"));
    // once for all tests: an address may ask six times a minute
    try (var _ = proxy()) {
      client = host.paired(PROXY);
    }
    direct = host.paired();
  }

  private static GameStreamProxy proxy() throws Exception {
    var base = new InetSocketAddress("127.0.0.1", host.process().port());
    var at = InetAddress.getByName(PROXY);
    return GameStreamProxy.start(base, at, Impairments.NONE, Impairments.NONE);
  }

  @AfterAll
  static void stop() throws Exception {
    if (host != null) {
      host.close();
    }
  }

  @BeforeEach
  void connect() throws Exception {
    proxy = proxy();
    network = proxy.udp();
    check = new PictureCheck(800, 480, 8);
  }

  @AfterEach
  void disconnect() throws Exception {
    if (proxy != null) {
      proxy.close();
    }
    host.desktops(0); // each test has quit
  }

  @Test
  void a_client_whose_address_changes_streams_on() throws Exception {
    try (var stream = client.stream("Desktop", OPTIONS, check);
        var window = PatternWindow.open(host.desktops(1).getFirst().socket())) {
      assertThat(check.awaitDistinct(30, Stages.PATIENCE)).isTrue();

      network.moveClients(InetAddress.getByName(ELSEWHERE));

      goesOn(stream, 60);
      StreamFigures moved = stream.figures();
      assertThat(
              Await.until(
                  Stages.PATIENCE,
                  () -> stream.figures().audioPackets() > moved.audioPackets() + 50))
          .as("sound follows")
          .isTrue();
      window.input().clear();
      stream.input().button(1, true);
      stream.input().button(1, false);
      assertThat(window.input().await(events -> events.size() >= 2, Stages.PATIENCE))
          .as("input arrives from the new address")
          .contains("button 272 down", "button 272 up");
    }
    client.quit();
  }

  @Test
  void what_a_client_holds_is_let_go_of_while_nothing_is_heard_of_it() throws Exception {
    try (var stream = client.stream("Desktop", OPTIONS, check);
        var window = PatternWindow.open(host.desktops(1).getFirst().socket())) {
      assertThat(check.awaitDistinct(30, Stages.PATIENCE)).isTrue();
      stream.input().button(1, true);
      assertThat(
              window.input().await(events -> events.contains("button 272 down"), Stages.PATIENCE))
          .contains("button 272 down");

      network.change(DEAD, DEAD);

      assertThat(
              window
                  .input()
                  .await(events -> events.contains("button 272 up"), Duration.ofSeconds(7)))
          .as("well before the session would end")
          .contains("button 272 up");
      network.change(Impairments.NONE, Impairments.NONE);
      goesOn(stream, 30);
    }
    client.quit();
  }

  @Test
  void after_an_outage_of_half_a_minute_both_sides_have_ended_and_the_windows_are_still_there()
      throws Exception {
    try (var stream = client.stream("Desktop", OPTIONS, check);
        var window = PatternWindow.open(host.desktops(1).getFirst().socket())) {
      Desktop desktop = host.desktops(1).getFirst();
      assertThat(check.awaitDistinct(30, Stages.PATIENCE)).isTrue();

      int before = gone();
      network.change(DEAD, DEAD);
      long silent = System.nanoTime();

      assertThat(stream.ended().get(GIVEN_UP.toSeconds(), TimeUnit.SECONDS)).isEqualTo(-1);
      assertThat(Await.until(GIVEN_UP, () -> gone() > before)).isTrue();
      assertThat(Await.until(OUTAGE.plusSeconds(1), () -> elapsed(silent).compareTo(OUTAGE) >= 0))
          .isTrue();
      network.change(Impairments.NONE, Impairments.NONE);

      var back = new PictureCheck(800, 480, 8);
      try (var again = client.stream("Desktop", OPTIONS, back)) {
        assertThat(back.awaitDistinct(30, Stages.PATIENCE)).as("%s", again.figures()).isTrue();
        assertThat(back.faults()).isEmpty();
        assertThat(host.desktops(1)).containsExactly(desktop);
        assertThat(window.gone()).isFalse();
      }
    }
    client.quit();
  }

  @Test
  void a_fifth_of_all_datagrams_lost_in_bursts_leaves_a_picture() throws Exception {
    // one datagram in 20 begins a burst of 5 on average: 20 % are lost
    network.change(
        Impairments.parse("burst=5%/20%,seed=3"), Impairments.parse("burst=5%/20%,seed=4"));
    try (var stream = client.stream("Desktop", OPTIONS, check);
        var _ = PatternWindow.open(host.desktops(1).getFirst().socket())) {
      assertThat(check.awaitDistinct(10, Stages.PATIENCE)).as("%s", stream.figures()).isTrue();
      assertThat(
              Await.until(
                  Stages.PATIENCE,
                  () -> network.down().dropped() > 200 && network.up().dropped() > 20))
          .isTrue();
      assertThat(network.down().dropped01()).isBetween(0.1, 0.3);
      goesOn(stream, 30);

      network.change(Impairments.NONE, Impairments.NONE);
      goesOn(stream, 60);
    }
    client.quit();
  }

  @Test
  void reordered_and_repeated_datagrams_cost_no_frame() throws Exception {
    String mess = "reorder=10%,reorder-by=2ms,duplicate=5%,seed=5";
    try (var stream = client.stream("Desktop", OPTIONS, check);
        var _ = PatternWindow.open(host.desktops(1).getFirst().socket())) {
      assertThat(check.awaitDistinct(30, Stages.PATIENCE)).isTrue();
      network.change(Impairments.parse(mess), Impairments.parse(mess));

      goesOn(stream, 300);

      StreamFigures figures = stream.figures();
      assertThat(figures.framesLost()).as("%s", figures).isZero();
      assertThat(figures.packetsDuplicate()).isPositive();
      assertThat(network.down().reordered()).isPositive();
      assertThat(figures.packetsMalformed()).isZero();
      assertThat(figures.audioMalformed()).isZero();
    }
    client.quit();
  }

  @Test
  void a_client_that_stands_still_for_a_while_goes_on_and_one_that_stays_so_is_gone()
      throws Exception {
    try (var sleeper = ProbeProcess.start(host, "800x480@60", 60)) {
      Desktop desktop = host.desktops(1).getFirst();
      try (var _ = PatternWindow.open(desktop.socket())) {
        assertThat(Await.until(Stages.PATIENCE, () -> packets() > 500)).isTrue();

        sleeper.freeze(true);
        long frozen = packets();
        assertThat(Await.until(Stages.PATIENCE, () -> packets() > frozen + 200))
            .as("a reader that stalls holds nobody up")
            .isTrue();
        sleeper.freeze(false);
        long thawed = packets();
        assertThat(Await.until(Stages.PATIENCE, () -> packets() > thawed + 500)).isTrue();

        int before = gone();
        sleeper.freeze(true);
        assertThat(Await.until(GIVEN_UP, () -> gone() > before)).isTrue();
        sleeper.freeze(false);
      }
    }
    direct.quit();
  }

  private void goesOn(GameStream stream, int pictures) throws InterruptedException {
    assertThat(check.awaitDistinct(check.distinct() + pictures, Stages.PATIENCE))
        .as("pictures %d, %s, %s", check.distinct(), stream.figures(), network.down())
        .isTrue();
    assertThat(check.faults()).isEmpty();
    assertThat(stream.ended()).isNotDone();
  }

  /// Video packets the host has sent in the only session.
  private static long packets() throws IOException {
    var sessions = JsonParser.parseString(host.shell().run("oriel:figures")).getAsJsonArray();
    if (sessions.isEmpty()) {
      return 0;
    }
    var sent =
        sessions.get(0).getAsJsonObject().getAsJsonObject("counters").get("link.packets.sent");
    return sent == null ? 0 : sent.getAsLong(); // a session that has no link yet has not sent
  }

  private static Duration elapsed(long sinceNanos) {
    return Duration.ofNanos(System.nanoTime() - sinceNanos);
  }

  /// Sessions of which the host has logged that their client went away without a word.
  private static int gone() throws IOException {
    return host.process().log().split("CLIENT_GONE", -1).length - 1;
  }
}
