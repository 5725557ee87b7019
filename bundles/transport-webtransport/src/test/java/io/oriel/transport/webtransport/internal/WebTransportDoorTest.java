package io.oriel.transport.webtransport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.web.Admission;
import io.oriel.lib.browser.fixture.FakeHost;
import io.oriel.lib.browser.fixture.RecordingSession;
import io.oriel.lib.browser.fixture.TestFrame;
import io.oriel.media.webtransport.client.TestClient;
import io.oriel.media.webtransport.client.TestMessage;
import java.lang.foreign.Arena;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/// Pages over real QUIC on the loopback interface.
@Timeout(120)
class WebTransportDoorTest {
  private static final String START =
      "{\"type\":\"start\",\"app\":\"Desktop\",\"width\":1280,\"height\":720,"
          + "\"refreshMilliHz\":60000,\"scale\":1,\"codecs\":[\"h264\"],\"channels\":2}";

  private final FakeHost host = new FakeHost();
  @TempDir private Path state;
  private WebTransportDoor door;
  private final List<Page> pages = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    var services = host.services();
    door =
        new WebTransportDoor(
            bundle(), settings(), services.tickets(), services.orchestrator(), services.trust());
  }

  @AfterEach
  void close() {
    pages.forEach(Page::close);
    door.close();
  }

  private BundleContext bundle() {
    var properties =
        Map.of("oriel.port", "0", "oriel.listen", "127.0.0.1", "oriel.state", state.toString());
    return (BundleContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (_, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("getProperty");
              return properties.get(arguments[0]);
            });
  }

  private static WebTransportSettings settings() {
    return settings("bbr");
  }

  private static WebTransportSettings settings(String congestion) {
    return (WebTransportSettings)
        Proxy.newProxyInstance(
            WebTransportDoorTest.class.getClassLoader(),
            new Class<?>[] {WebTransportSettings.class},
            // a busy machine may take its time for what is not tested here
            (_, method, _) ->
                switch (method.getName()) {
                  case "frame_deadline_ms" -> 60_000;
                  case "congestion" -> congestion;
                  default -> method.getDefaultValue();
                });
  }

  private Page greeted() throws Exception {
    host.tickets.put("t", Admission.of(host.client));
    var page = Page.greeted(door.offer("localhost"), "t");
    pages.add(page);
    return page;
  }

  private Page opened() throws Exception {
    var page = Page.open(door.offer("localhost"));
    pages.add(page);
    return page;
  }

  private ClientLink started(Page page) throws Exception {
    page.next("welcome");
    page.say(START);
    RecordingSession session = host.orchestrator.next();
    ClientLink link = session.linked();
    link.sendVideo(TestFrame.key(1));
    page.next("started");
    return link;
  }

  @Test
  void another_congestion_control_applies_at_once() throws Exception {
    door.modified(settings("Cubic"));
    greeted().next("welcome");

    door.modified(settings("vegas"));
    assertThat(door.endpoints()).as("it has said what is wrong").isEmpty();

    door.modified(settings("reno"));
    greeted().next("welcome");
  }

  @Test
  void the_offer_says_where_and_by_which_certificates() {
    Map<String, Object> offer = door.offer("desk.local");

    assertThat((String) offer.get("url")).matches("https://desk\\.local:\\d+/oriel");
    assertThat((List<?>) offer.get("hashes")).hasSize(2);
    assertThat(offer).containsEntry("wtProtocol", "oriel-1");
    assertThat((String) door.offer("localhost").get("url")).startsWith("https://127.0.0.1:");
    assertThat(door.endpoints()).hasSize(1);
    assertThat(door.protocol()).isEqualTo("webtransport");
  }

  @Test
  void frames_and_input_pass() throws Exception {
    Page page = greeted();
    ClientLink link = started(page);
    var numbers = new TreeSet<Integer>();
    for (int i = 1; i <= 60; i++) {
      if (i > 1) {
        link.sendVideo(TestFrame.predicted(i));
      }
      TestMessage message = page.client.message();
      assertThat(message.whole()).isTrue();
      var head = ByteBuffer.wrap(message.bytes());
      assertThat(head.get()).isEqualTo((byte) 1);
      numbers.add(head.getInt(2));
      assertThat(head.getInt(22)).isEqualTo(message.bytes().length - 26);
    }
    byte[] acknowledged = page.ask("01 00000000 01 01001e01", 0x81);

    assertThat(numbers).hasSize(60).contains(1, 60);
    assertThat(acknowledged).containsExactly(0x81, 0, 0, 0, 1);
    assertThat(link.counters()).containsEntry("link.frames.sent", 60L);
  }

  @Test
  void a_sound_datagram_carries_its_time() throws Exception {
    Page page = greeted();
    ClientLink link = started(page);
    byte[] datagram;
    try (var arena = Arena.ofShared()) {
      var opus = arena.allocateFrom("sound");
      datagram = page.await(0x83, () -> link.sendAudio(opus, 5, 123_000_000));
    }

    var sound = ByteBuffer.wrap(datagram);
    sound.get();
    assertThat(sound.getInt()).isNotNegative();
    assertThat(sound.getLong()).isEqualTo(123_000);
    assertThat(sound.remaining()).isEqualTo(5);
  }

  @Test
  void pings_are_answered() throws Exception {
    Page page = greeted();
    page.next("welcome");

    assertThat(page.ask("02 00000005 0000000000000009", 0x82)).hasSize(29);
  }

  @Test
  void a_used_ticket_is_refused_in_words_and_the_session_ends() throws Exception {
    Page page = opened();
    page.say("{\"type\":\"hello\",\"version\":1,\"ticket\":\"old\"}");

    assertThat(page.next("refused").get("reason").getAsString()).isEqualTo("ticket");
    assertThat(page.client.closedByHost()).succeedsWithin(Duration.ofSeconds(20));
  }

  @Test
  void a_page_without_hello_is_sent_away() throws Exception {
    Page page = opened();

    assertThat(page.client.closedByHost()).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void the_end_of_a_session_arrives_with_its_reason() throws Exception {
    Page page = greeted();
    started(page);
    host.orchestrator.sessions().getFirst().end(EndReason.OPERATOR);

    assertThat(page.next("ended").get("reason").getAsString()).isEqualTo("OPERATOR");
    assertThat(page.client.closedByHost()).succeedsWithin(Duration.ofSeconds(20));
  }

  @Test
  void a_page_that_vanishes_ends_its_session() throws Exception {
    Page page = greeted();
    started(page);
    var session = host.orchestrator.sessions().getFirst();
    page.client.connection().close();

    assertThat(session.ended().toCompletableFuture().get(30, TimeUnit.SECONDS))
        .isEqualTo(EndReason.CLIENT_GONE);
  }

  @Test
  void pages_of_others_and_other_paths_are_refused() {
    assertThatThrownBy(() -> connect("/oriel", "https://evil.example")).hasMessage("status 403");
    assertThatThrownBy(() -> connect("/admin", null)).hasMessage("status 404");
  }

  private void connect(String path, String origin) throws Exception {
    URI url = door.endpoints().getFirst();
    Object hash = ((List<?>) door.offer("x").get("hashes")).getFirst();
    var at = new InetSocketAddress(url.getHost(), url.getPort());
    byte[] bytes = Base64.getDecoder().decode((String) hash);
    TestClient.open(at, bytes, path, origin, List.of("oriel-1")).close();
  }

  @Test
  void a_control_message_that_is_too_long_ends_the_page_alone() throws Exception {
    Page other = greeted();
    other.next("welcome");
    Page page = opened();
    page.control.write(new byte[] {0x7f, 0, 0, 0, 1});

    assertThat(page.client.closedByHost()).succeedsWithin(Duration.ofSeconds(20));
    assertThat(other.ask("02 00000005 0000000000000009", 0x82)).isNotEmpty();
  }

  @Test
  void a_closed_door_says_goodbye_and_opens_again() throws Exception {
    Page page = greeted();
    started(page);
    door.close();

    assertThat(page.next("ended").get("reason").getAsString()).isEqualTo("TRANSPORT_LOST");
    assertThat(door.offer("x")).isEmpty();
    Assertions.assertThat(door.endpoints()).isEmpty();
    door.modified(settings());
    assertThat(door.endpoints()).hasSize(1);
  }
}
