package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamFigures;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.loss.GameStreamProxy;
import io.oriel.loss.Impairments;
import io.oriel.loss.LossProxy;
import io.oriel.pattern.PatternWindow;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Streams through networks that misbehave, on loopback: the host at one address, the client at
/// another, the proxy between them.
class LossProxyTest {
  private static final String OTHER_ADDRESS = "127.0.0.2";
  private static final Duration MOST_GAP = Duration.ofSeconds(3);
  private static RunningHost host;

  private GameStreamProxy proxy;
  private GameStreamHost client;

  @BeforeAll
  static void start() throws Exception {
    host = Stages.host();
  }

  @AfterAll
  static void stop() throws Exception {
    if (host != null) {
      host.close();
    }
  }

  @BeforeEach
  void connect() throws Exception {
    var base = new InetSocketAddress("127.0.0.1", host.process().port());
    var at = InetAddress.getByName(OTHER_ADDRESS);
    proxy = GameStreamProxy.start(base, at, Impairments.NONE, Impairments.NONE);
    client = host.paired(OTHER_ADDRESS);
  }

  @AfterEach
  void disconnect() throws Exception {
    if (proxy != null) {
      proxy.close();
    }
  }

  @Test
  void a_stream_lives_with_loss_delay_and_reordering_in_both_directions() throws Exception {
    LossProxy network = proxy.udp();
    network.change(
        Impairments.parse("loss=1%,delay=20ms,reorder=1%,reorder-by=2ms,seed=8"),
        Impairments.parse("loss=1%,delay=20ms,reorder=1%,reorder-by=2ms,seed=7"));
    var check = new PictureCheck(1280, 720, 8);
    StreamFigures figures;
    try (var stream = client.stream("Desktop", StreamOptions.of(1280, 720, 60), check)) {
      try (var _ = PatternWindow.open(host.desktops(1).getFirst().socket())) {
        assertThat(check.awaitDistinct(300, Stages.PATIENCE))
            .as("pictures %d, %s, %s", check.distinct(), stream.figures(), network.down())
            .isTrue();
        assertThat(check.faults()).isEmpty();
      }
      figures = stream.figures();
    }
    client.quit();

    assertThat(check.longestGap()).isLessThan(MOST_GAP);
    assertThat(network.down().lost()).isPositive();
    assertThat(network.down().reordered()).isPositive();
    assertThat(network.up().sent()).isPositive();
    assertThat(figures.framesSavedByFec()).isPositive();
  }

  @Test
  void an_outage_of_both_directions_heals() throws Exception {
    LossProxy network = proxy.udp();
    Impairments dead = Impairments.parse("loss=100%");
    var check = new PictureCheck(1280, 720, 8);
    try (var stream = client.stream("Desktop", StreamOptions.of(1280, 720, 60), check)) {
      try (var _ = PatternWindow.open(host.desktops(1).getFirst().socket())) {
        assertThat(check.awaitDistinct(30, Stages.PATIENCE)).isTrue();

        network.change(dead, dead);
        assertThat(Await.until(Stages.PATIENCE, () -> network.down().lost() > 100)).isTrue();
        network.change(Impairments.NONE, Impairments.NONE);

        assertThat(check.awaitDistinct(check.distinct() + 60, Stages.PATIENCE))
            .as("pictures %d, %s, %s", check.distinct(), stream.figures(), network.down())
            .isTrue();
        assertThat(check.faults()).isEmpty();
        assertThat(check.longestGap()).isLessThan(MOST_GAP);
      }
    }
    client.quit();
  }
}
