package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.oriel.itest.browser.Browser;
import io.oriel.itest.browser.OpenPage;
import io.oriel.itest.browser.Page;
import io.oriel.media.webtransport.client.Crowd;
import io.oriel.pattern.InputLog;
import io.oriel.pattern.PatternWindow;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// One page shows a desktop all the time; others come to watch, or to do harm.
class PageStrangersTest {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int SOME_FRAMES = 30;

  /// A page's connection by hand: it says hello, watches, and reads no picture.
  private static final String DEAF =
      """
      (async () => {
        const json = (path, body) => fetch(path, { method: 'POST', body: JSON.stringify(body),
          headers: { 'Content-Type': 'application/json' } }).then((r) => r.json());
        const host = await fetch('/api/host').then((r) => r.json());
        const offer = host.transports.find((t) => t.protocol === 'webtransport');
        const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
        const wt = new WebTransport(offer.url, {
          protocols: [offer.wtProtocol],
          serverCertificateHashes:
            offer.hashes.map((h) => ({ algorithm: 'sha-256', value: bytes(h) })) });
        await wt.ready;
        const control = await wt.createBidirectionalStream();
        const writer = control.writable.getWriter();
        const say = (message) => {
          const text = new TextEncoder().encode(JSON.stringify(message));
          const framed = new Uint8Array(4 + text.length);
          new DataView(framed.buffer).setUint32(0, text.length);
          framed.set(text, 4);
          return writer.write(framed);
        };
        const { ticket } = await json('/api/tickets', {});
        await say({ type: 'hello', version: 1, ticket });
        await say({ type: 'watch', session: host.sessions[0].id, codecs: ['h264'] });
        globalThis.deaf = { wt, say };
        setInterval(() => ping(wt).catch(() => {}), 400);
        return true;

        async function ping() {
          const out = wt.datagrams.writable.getWriter();
          await out.write(new Uint8Array([2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]));
          out.releaseLock();
        }
      })()""";

  /// Streams nobody ends, and messages of every length.
  private static final String NOISE =
      """
      (async () => {
        const { wt } = globalThis.deaf;
        const open = [];
        const one = async (make) => {
          const stream = await Promise.race([make(),
            new Promise((_, no) => setTimeout(() => no(new Error('full')), 300))]);
          const out = (stream.writable ?? stream).getWriter();
          open.push(out);
          out.write(new Uint8Array([0xff, 0xff, 0xff, 0xff, 1])).catch(() => {});
        };
        try {
          for (let i = 0; i < 200; i++) {
            await one(() => i % 2 ? wt.createUnidirectionalStream()
              : wt.createBidirectionalStream());
          }
        } catch {
          // as many as the host allows
        }
        try {
          const out = wt.datagrams.writable.getWriter();
          for (let length = 0; length <= wt.datagrams.maxDatagramSize; length++) {
            const message = new Uint8Array(length);
            crypto.getRandomValues(message);
            message[0] = length % 8;
            await out.write(message);
          }
        } catch {
          // or the host has had enough
        }
        return open.length;
      })()""";

  private static final String OFFERS =
      """
      (async () => {
        const real = new RTCPeerConnection();
        real.addTransceiver('video', { direction: 'recvonly' });
        const { sdp } = await real.createOffer();
        real.close();
        const forged = ['', 'v=0', 'x'.repeat(200000), sdp,
          sdp.replaceAll(/a=fingerprint.*/g, 'a=fingerprint:sha-256 00'),
          sdp.replaceAll(/a=ice-pwd.*/g, ''), sdp.replaceAll('video', 'audio'),
          sdp.split('').reverse().join('')];
        const answers = [];
        for (const body of forged) {
          const answer = await fetch('/whep?connection=1234', { method: 'POST', body,
            headers: { 'Content-Type': 'application/sdp' } });
          answers.push(answer.status);
        }
        return answers;
      })()""";

  private static RunningHost host;
  private static Browser browser;
  private static OpenPage owner;
  private static PatternWindow window;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Browser.lack().isEmpty(), () -> Browser.lack().orElseThrow());
    host = Stages.host(Map.of("io.oriel.host.session.config", "watch.others=B\"true\"\n"));
    browser = Browser.start(Optional.empty());
    owner = OpenPage.open(host, browser, WIDTH, HEIGHT, "");
    owner.start("Desktop");
    window = PatternWindow.open(host.desktops(1).getFirst().socket());
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

  @Test
  void another_browser_watches_the_same_pictures_and_can_do_nothing() throws Exception {
    try (var watcher = stranger("")) {
      watcher.watch();
      owner.more(SOME_FRAMES);
      watcher.more(SOME_FRAMES);
      JsonObject session = session();
      JsonObject counters = session.getAsJsonObject("counters");
      assertThat(counters.get("watchers").getAsInt()).isEqualTo(1);
      // every frame was encoded once, for the owner
      assertThat(encoded(session)).isLessThanOrEqualTo(counters.get("frames.sent").getAsLong() + 2);

      InputLog log = window.input();
      log.clear();
      watcher.page().mouse("mousePressed", 640, 360, "left");
      watcher.page().mouse("mouseReleased", 640, 360, "left");
      watcher.page().key("KeyB", "b", true);
      watcher.page().key("KeyB", "b", false);
      // the page sends none of that; one that was changed would
      watcher
          .page()
          .evaluate("oriel.connection.small(new Uint8Array([1, 0, 0, 0, 0, 1, 1, 0, 48, 1]))");
      watcher.more(SOME_FRAMES);
      owner.page().key("KeyA", "a", true);
      owner.page().key("KeyA", "a", false);
      log.await(events -> events.contains("key 30 up"), OpenPage.PATIENCE);
      assertThat(log.events())
          .contains("key 30 down", "key 30 up")
          .doesNotContain("key 48 down", "button 272 down");
    }
    awaitWatchers(0);
    owner.more(SOME_FRAMES);
  }

  @Test
  void watching_ends_when_the_owner_takes_the_right_away() throws Exception {
    try (var watcher = stranger("")) {
      String id =
          watcher
              .page()
              .evaluate("fetch('/api/host').then(r => r.json()).then(h => h.me.id)")
              .getAsString();
      watcher.watch();

      host.shell().run("oriel:rights " + id + " -VIEW");

      watcher.await("oriel.state === 'closed' && document.querySelector('.stage') === null");
    }
    awaitWatchers(0);
    owner.more(SOME_FRAMES);
  }

  @Test
  void a_guest_watches_by_a_link_until_it_is_withdrawn() throws Exception {
    String made = host.shell().run("oriel:invite " + session().get("id").getAsString() + " 15");
    String fragment = made.substring(made.indexOf('#'), made.indexOf('\n'));
    String number = made.substring(made.lastIndexOf(' ') + 1).strip();
    try (Page guest = browser.stranger(WIDTH, HEIGHT)) {
      guest.open(OpenPage.address(host) + fragment);
      await(guest, "oriel.state === 'live' && (oriel.stats()?.frames ?? 0) > 0");
      assertThat(guest.evaluate("location.hash").getAsString()).isEmpty();
      assertThat(host.shell().run("oriel:guests")).contains(number);

      host.shell().run("oriel:uninvite " + number);

      await(guest, "oriel.state === 'closed' && document.querySelector('.stage') === null");
    }
    try (Page late = browser.stranger(WIDTH, HEIGHT)) {
      late.open(OpenPage.address(host) + fragment);
      await(late, "document.querySelector('section[role=alert]') !== null");
    }
    awaitWatchers(0);
    owner.more(SOME_FRAMES);
  }

  @Test
  void those_who_do_harm_keep_nobody_from_his_pictures() throws Exception {
    try (var bad = stranger("")) {
      assertThat(bad.page().evaluate(DEAF).getAsBoolean()).isTrue();
      awaitWatchers(1);
      owner.more(2 * SOME_FRAMES);
      assertThat(bad.page().evaluate(NOISE).getAsInt()).isLessThan(200);
      owner.more(SOME_FRAMES);
      for (JsonElement status : bad.page().evaluate(OFFERS).getAsJsonArray()) {
        assertThat(status.getAsInt()).isBetween(400, 499);
      }
      owner.more(SOME_FRAMES);
    }
    awaitWatchers(0);
    JsonObject offer =
        owner
            .page()
            .evaluate(
                "fetch('/api/host').then(r => r.json())"
                    + ".then(h => h.transports.find(t => t.protocol === 'webtransport'))")
            .getAsJsonObject();
    int port = java.net.URI.create(offer.get("url").getAsString()).getPort();
    byte[] hash = Base64.getDecoder().decode(offer.getAsJsonArray("hashes").get(0).getAsString());
    var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    try (var crowd = new Crowd("127.0.0.2", address, hash, 1000)) {
      assertThat(Await.until(OpenPage.PATIENCE, () -> crowd.connected() > 0)).isTrue();
      owner.more(SOME_FRAMES);
      try (var watcher = stranger("")) {
        watcher.watch();
        watcher.more(SOME_FRAMES);
      }
    }
    owner.more(SOME_FRAMES);
    assertThat(owner.page().evaluate("oriel.state").getAsString()).isEqualTo("live");
  }

  private static OpenPage stranger(String query) throws Exception {
    return OpenPage.open(host, browser.stranger(WIDTH, HEIGHT), query);
  }

  private static void await(Page page, String expression) throws Exception {
    assertThat(page.until(OpenPage.PATIENCE, expression))
        .as(() -> expression + " " + page.messages())
        .isTrue();
  }

  private static JsonObject session() throws Exception {
    var sessions = JsonParser.parseString(host.shell().run("oriel:figures")).getAsJsonArray();
    assertThat(sessions).hasSize(1);
    return sessions.get(0).getAsJsonObject();
  }

  private static long encoded(JsonObject session) {
    return session
        .getAsJsonObject("distributions")
        .getAsJsonObject("encode")
        .get("count")
        .getAsLong();
  }

  private static void awaitWatchers(int count) throws Exception {
    assertThat(
            Await.until(
                OpenPage.PATIENCE,
                () -> session().getAsJsonObject("counters").get("watchers").getAsInt() == count))
        .isTrue();
  }
}
