package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import io.oriel.itest.browser.Browser;
import io.oriel.itest.browser.OpenPage;
import io.oriel.itest.browser.Page;
import io.oriel.loss.Impairments;
import io.oriel.loss.LossProxy;
import io.oriel.pattern.Look;
import io.oriel.pattern.PatternWindow;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A page whose network loses packets, or QUIC altogether; all of its picture changes all the time.
class PageNetworkTest {
  /// How long a picture may stand while the network loses packets.
  private static final double MOST_STILL_MILLIS = 200;

  /// What else the machine does makes pictures stand now and then, what losses do is seen each
  /// time.
  private static final int TRIES = 3;

  /// Three seconds, and as many for a machine that does other things too.
  private static final double MOST_FALL_BACK_MILLIS = 6_000;

  /// `-Doriel.loss.seconds=60` is for figures to report.
  private static final int SECONDS = Integer.getInteger("oriel.loss.seconds", 4);

  /// Several packets a frame, and few enough pixels for a machine that also encodes and decodes.
  private static final int WIDTH_PX = 960;

  private static final int HEIGHT_PX = 540;
  private static final Look BUSY = Look.PLAIN.withTexture();

  private static RunningHost host;
  private static Browser browser;
  private static LossProxy quic;
  private static LossProxy rtp;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Browser.lack().isEmpty(), () -> Browser.lack().orElseThrow());
    var settings = new HashMap<String, String>();
    quic = before("webtransport", settings);
    rtp = before("webrtc", settings);
    host = Stages.host(settings);
    browser = Browser.start(Optional.empty());
  }

  /// Puts a bad network before a transport, and has the host tell pages to go there.
  private static LossProxy before(String transport, Map<String, String> settings)
      throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    int port = freePort(loopback);
    LossProxy proxy =
        LossProxy.start(
            new InetSocketAddress(loopback, 0),
            new InetSocketAddress(loopback, port),
            Impairments.NONE,
            Impairments.NONE);
    settings.put(
        "io.oriel.transport." + transport + ".config",
        "port=I\"%d\"\nadvertised.port=I\"%d\"\n".formatted(port, proxy.address().getPort()));
    return proxy;
  }

  /// Below the ports that the kernel gives away by itself.
  private static int freePort(InetAddress address) throws IOException {
    for (int tries = 0; tries < 200; tries++) {
      int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
      try (var _ = new DatagramSocket(port, address)) {
        return port;
      } catch (SocketException _) {
        // somebody has it
      }
    }
    throw new IOException("no free UDP port");
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (host != null) {
      host.close();
    }
    if (quic != null) {
      quic.close();
    }
    if (rtp != null) {
      rtp.close();
    }
  }

  private static void network(LossProxy proxy, String text) {
    proxy.change(Impairments.parse(text), Impairments.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"webtransport", "webrtc"})
  void the_picture_goes_on_while_packets_are_lost(String transport) throws Exception {
    LossProxy proxy = transport.equals("webtransport") ? quic : rtp;
    network(proxy, "none");
    try (var opened =
        OpenPage.open(host, browser, WIDTH_PX, HEIGHT_PX, "?transport=" + transport)) {
      opened.start("Desktop");
      try (var _ = PatternWindow.open(host.desktops(1).getFirst().socket(), BUSY)) {
        opened.await("oriel.stats().drawnFps > 20");
        double undisturbed = longestStill(opened.page());
        double limit = MOST_STILL_MILLIS + 2 * undisturbed;
        for (String loss : new String[] {"1%", "3%"}) {
          network(proxy, "loss=" + loss + ",delay=10ms");
          double still = limit;
          for (int tries = 0; tries < TRIES && still >= limit; tries++) {
            long lost = proxy.down().lost();
            still = longestStill(opened.page());
            System.out.printf(
                "%s, %s loss, 20 ms: longest still picture %.0f ms (%.0f ms without), %s, lost %d%n",
                transport,
                loss,
                still,
                undisturbed,
                opened.page().evaluate("JSON.stringify(oriel.stats())").getAsString(),
                proxy.down().lost() - lost);
            assertThat(proxy.down().lost()).isGreaterThan(lost);
          }
          assertThat(still).as(loss).isLessThan(limit);
        }
        network(proxy, "none");
      }
    }
    host.desktops(0);
  }

  /// Watches for a while.
  ///
  /// @return the longest time between two pictures on the canvas, in milliseconds
  private static double longestStill(Page page) throws Exception {
    TimeUnit.SECONDS.sleep(1); // what the change of the network itself does is not meant
    double from = page.evaluate("performance.timeOrigin + performance.now()").getAsDouble();
    TimeUnit.SECONDS.sleep(SECONDS);
    double last = from;
    double longest = 0;
    for (double at : drawn(page)) {
      if (at > from) {
        longest = Math.max(longest, at - last);
        last = at;
      }
    }
    double end = page.evaluate("performance.timeOrigin + performance.now()").getAsDouble();
    return Math.max(longest, Math.max(0, end - last - MOST_STILL_MILLIS));
  }

  private static double[] drawn(Page page) throws Exception {
    JsonArray times =
        page.evaluate("oriel.connection.samples().then(s => s.drawnAt ?? [])").getAsJsonArray();
    return times.asList().stream().mapToDouble(t -> t.getAsDouble()).toArray();
  }

  @Test
  void without_quic_the_page_falls_back_to_web_rtc() throws Exception {
    network(quic, "none");
    network(rtp, "none");
    try (var opened = OpenPage.open(host, browser, WIDTH_PX, HEIGHT_PX, "")) {
      opened.start("Desktop");
      Page page = opened.page();
      assertThat(page.evaluate("oriel.connection.transport").getAsString())
          .isEqualTo("webtransport");
      try (var _ = PatternWindow.open(host.desktops(1).getFirst().socket(), BUSY)) {
        opened.await("oriel.stats().drawnFps > 20");
        double cut = page.evaluate("performance.timeOrigin + performance.now()").getAsDouble();
        network(quic, "loss=100%");
        opened.await(
            "oriel.connection.transport === 'webrtc' && oriel.state === 'live'"
                + " && oriel.stats()?.transport === 'webrtc' && oriel.stats().drawn > 0");
        double back = drawn(page)[0];
        System.out.printf("fell back to WebRTC within %.0f ms%n", back - cut);
        assertThat(back - cut).isLessThan(MOST_FALL_BACK_MILLIS);
        assertThat(host.desktops()).as("the same session goes on").hasSize(1);
      }
    }
    host.desktops(0);
  }

  @Test
  void a_host_that_quic_does_not_reach_is_seen_all_the_same() throws Exception {
    network(quic, "loss=100%");
    network(rtp, "none");
    try (var opened = OpenPage.open(host, browser, WIDTH_PX, HEIGHT_PX, "")) {
      opened.start("Desktop");

      assertThat(opened.page().evaluate("oriel.connection.transport").getAsString())
          .isEqualTo("webrtc");
    } finally {
      network(quic, "none");
    }
    assertThat(Await.until(Duration.ofMinutes(1), () -> host.desktops().isEmpty())).isTrue();
  }
}
