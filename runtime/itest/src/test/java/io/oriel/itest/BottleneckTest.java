package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.loss.Counts;
import io.oriel.loss.GameStreamProxy;
import io.oriel.loss.Impairments;
import io.oriel.loss.LossProxy;
import io.oriel.pattern.Look;
import io.oriel.pattern.PatternWindow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A stream of 30 Mbit/s through a network of 10.
class BottleneckTest {
  private static final String OTHER_ADDRESS = "127.0.0.2";
  private static final double MEGABIT = 1e6;
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  @Test
  void the_stream_finds_what_the_network_carries_and_grows_when_it_carries_more() throws Exception {
    try (var host = Stages.host()) {
      var base = new InetSocketAddress("127.0.0.1", host.process().port());
      var at = InetAddress.getByName(OTHER_ADDRESS);
      try (var proxy = GameStreamProxy.start(base, at, Impairments.NONE, Impairments.NONE)) {
        LossProxy network = proxy.udp();
        var client = host.paired(OTHER_ADDRESS);
        var options =
            StreamOptions.of(1280, 720, 60).bitrate(30_000).invalidation(true).decoding(false);
        var check = new PictureCheck(1280, 720, 8);
        try (var _ = client.stream("Desktop", options, check);
            var _ =
                PatternWindow.open(
                    host.desktops(1).getFirst().socket(), Look.PLAIN.withTexture())) {
          assertThat(Await.until(Stages.PATIENCE, () -> megabits(network, 1) > 15))
              .as("the scene is too simple for 30 Mbit/s, or this machine too slow")
              .isTrue();

          network.change(Impairments.NONE, Impairments.parse("rate=10mbit,queue=64k"));
          pass(10);
          Counts before = network.down();
          pass(10);
          Counts in = network.down().since(before);
          double carried = in.sentBytes() * 8 / 10.0 / MEGABIT;
          assertThat(carried).as("Mbit/s in a network of 10").isBetween(8.0, 10.0);
          assertThat(in.dropped01()).as("share that did not fit").isLessThan(0.10);

          long narrow = counter(host, "rate.kbits");
          network.change(Impairments.NONE, Impairments.NONE);
          assertThat(Await.until(RECOVERY, () -> counter(host, "rate.kbits") > 1.5 * narrow))
              .isTrue();
          assertThat(counter(host, "link.frames.fec.none")).isZero();
        }
        client.quit();
      }
    }
  }

  private static double megabits(LossProxy network, int seconds) throws InterruptedException {
    Counts before = network.down();
    pass(seconds);
    return network.down().since(before).sentBytes() * 8.0 / seconds / MEGABIT;
  }

  /// The network is to work for so long: there is nothing to wait for.
  private static void pass(int seconds) throws InterruptedException {
    assertThat(new CountDownLatch(1).await(seconds, TimeUnit.SECONDS)).isFalse();
  }

  private static long counter(RunningHost host, String name) throws IOException {
    var sessions = JsonParser.parseString(host.shell().run("oriel:figures")).getAsJsonArray();
    return sessions.get(0).getAsJsonObject().getAsJsonObject("counters").get(name).getAsLong();
  }
}
