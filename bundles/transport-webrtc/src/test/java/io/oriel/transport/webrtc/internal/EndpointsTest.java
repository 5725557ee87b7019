package io.oriel.transport.webrtc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.web.WebReply;
import io.oriel.media.webrtc.WebRtcServer;
import io.oriel.media.webrtc.WebRtcSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointsTest {
  private static final StreamFormat FORMAT =
      new StreamFormat(Codec.H264, 1280, 720, 60_000, 8, Chroma.YUV420, ColorSpec.BT709_LIMITED);

  private final StreamPaths paths = new StreamPaths(Fakes.Peer::new);
  private final Fakes.Socket socket = new Fakes.Socket();
  private final InetSocketAddress remote =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5000);
  private WebRtcServer server;
  private WhepEndpoint whep;

  @BeforeEach
  void open() throws Exception {
    var at = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    server = WebRtcServer.open(new WebRtcSettings(at));
    whep = new WhepEndpoint(paths, server::accept);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static String offer() throws IOException {
    try (InputStream in = EndpointsTest.class.getResourceAsStream("chromium-156-offer.sdp")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private StreamPath page(Fakes.Socket its) throws Exception {
    return paths.add(id -> new StreamPath(id, its, its::text, remote, 5_000_000));
  }

  private static String text(WebReply reply) {
    return new String(((WebReply.Content.Bytes) reply.content()).bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void an_offer_is_answered_and_deleted() throws Exception {
    StreamPath path = page(socket);
    String id = (String) path.started(FORMAT).get("connection");

    WebReply made = whep.handle(Fakes.call("POST", "", id, offer(), "one"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.headers()).containsEntry("content-type", "application/sdp");
    assertThat(text(made)).startsWith("v=0").contains("127.0.0.1 " + server.local().getPort());
    String where = made.headers().get("location").substring("/whep".length());
    assertThat(whep.handle(Fakes.call("DELETE", where, "", "", "another")).status()).isEqualTo(404);
    assertThat(whep.handle(Fakes.call("DELETE", where, "", "", "one")).status()).isEqualTo(200);
    assertThat(socket.closed).contains("ended");
    paths.remove(path);
    assertThat(server.peers()).isZero();
    assertThat(whep.handle(Fakes.call("DELETE", where, "", "", "one")).status()).isEqualTo(404);
  }

  @Test
  void what_makes_no_sense_is_refused_in_words() throws Exception {
    String id = page(socket).id();

    assertThat(whep.handle(Fakes.call("POST", "", "x", offer(), "one")).status()).isEqualTo(404);
    assertThat(whep.handle(Fakes.call("POST", "", id, offer(), "two")).status()).isEqualTo(404);
    assertThat(whep.handle(Fakes.call("GET", "", id, "", "one")).status()).isEqualTo(405);
    WebReply nonsense = whep.handle(Fakes.call("POST", "", id, "hello", "one"));
    assertThat(nonsense.status()).isEqualTo(400);
    assertThat(text(nonsense)).contains("v=0");
  }

  @Test
  void another_offer_replaces_the_one_before_up_to_a_limit() throws Exception {
    String id = page(socket).id();
    int refused = 0;
    for (int i = 0; i < 40; i++) {
      int status = whep.handle(Fakes.call("POST", "", id, offer(), "one")).status();
      refused += status == 429 ? 1 : 0;
      assertThat(server.peers()).isEqualTo(1);
    }
    assertThat(refused).isEqualTo(32);
    assertThat(socket.closed).isNull();
  }

  @Test
  void a_hundred_pages_come_and_go_and_leave_nothing() throws Exception {
    for (int i = 0; i < 100; i++) {
      var its = new Fakes.Socket();
      StreamPath path = page(its);
      whep.handle(Fakes.call("POST", "", path.id(), offer(), "one"));
      paths.remove(path);
    }
    assertThat(paths.size()).isZero();
    assertThat(server.peers()).isZero();
  }

  @Test
  void a_page_that_does_not_read_is_closed_and_loses_small_messages() throws Exception {
    StreamPath path = page(socket);
    path.control("{}");
    socket.waiting = 100_000;
    path.datagram(ByteBuffer.allocate(10));
    assertThat(socket.texts).containsExactly("{}");

    socket.waiting = 2_000_000;
    path.control("{}");

    assertThat(socket.closed).contains("does not read");
  }

  private RoomSocket room() throws Exception {
    var room = new RoomSocket(paths, socket::text);
    StreamPath path = paths.add(id -> new StreamPath(id, socket, room::fromHost, remote, 1));
    room.begin(path, o -> path.accept(server::accept, o, remote.getAddress()).answer());
    return room;
  }

  private static void until(BooleanSupplier met) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!met.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(met.getAsBoolean()).isTrue();
  }

  private static String sdp(String type, String offer) {
    var o = new JsonObject();
    o.addProperty("type", type);
    o.addProperty("to", "host");
    o.addProperty("width", 800);
    o.addProperty("sdp", offer);
    return o.toString();
  }

  @Test
  void a_peer_of_a_room_joins_offers_and_leaves() throws Exception {
    RoomSocket room = room();
    room.text("{\"type\":\"join\",\"room\":\"game\",\"peer\":\"me\",\"ticket\":\"t\"}");
    room.fromHost("{\"type\":\"welcome\",\"version\":1,\"name\":\"box\"}");
    room.text(sdp("offer", offer()));
    room.text("{\"type\":\"ice_candidate\",\"candidate\":\"x\"}");
    room.fromHost("{\"type\":\"started\",\"codec\":\"h264\"}");
    until(() -> socket.texts.size() == 3);
    room.fromHost("{\"type\":\"ended\",\"reason\":\"CLIENT_QUIT\",\"text\":\"over\"}");
    room.text("{\"type\":\"leave\"}");

    var peer = (Fakes.Peer) paths.find(connection()).orElseThrow().peer();
    assertThat(peer.heard.get(0)).contains("\"hello\"", "\"ticket\":\"t\"");
    assertThat(peer.heard.get(1)).contains("\"start\"", "\"app\":\"game\"", "\"width\":800");
    assertThat(peer.heard.get(1)).doesNotContain("sdp");
    assertThat(peer.heard.get(2)).contains("bye");
    assertThat(peer.heard).hasSize(3);
    assertThat(socket.texts.get(0)).contains("\"joined\"", "\"peers\":[\"host\"]", "\"game\"");
    JsonObject answer = JsonParser.parseString(socket.texts.get(2)).getAsJsonObject();
    assertThat(answer.get("type").getAsString()).isEqualTo("answer");
    assertThat(answer.get("to").getAsString()).isEqualTo("me");
    assertThat(answer.get("sdp").getAsString()).contains("a=ice-lite");
    assertThat(socket.texts.get(3)).contains("\"leave\"", "CLIENT_QUIT");
    room.closed();
    assertThat(server.peers()).isZero();
  }

  @Test
  void an_offer_is_answered_once_the_host_has_started() throws Exception {
    RoomSocket room = room();
    room.text(sdp("offer", "too early"));
    room.text(sdp("offer", offer()));

    assertThat(socket.texts).isEmpty();
    assertThat(server.peers()).isZero();
    var peer = (Fakes.Peer) paths.find(connection()).orElseThrow().peer();
    assertThat(peer.heard).hasSize(1);

    room.fromHost("{\"type\":\"started\",\"codec\":\"h264\"}");
    until(() -> socket.texts.size() == 2);
    assertThat(socket.texts.get(1)).contains("a=ice-lite");
    room.text(sdp("offer", offer()));
    assertThat(socket.texts.get(2)).contains("a=ice-lite");
    assertThat(server.peers()).isEqualTo(1);
    room.closed();
  }

  /// The name of the only page.
  private String connection() {
    return paths.ids().iterator().next();
  }

  @Test
  void nonsense_in_a_room_reaches_nobody() throws Exception {
    RoomSocket room = room();
    var random = new Random(1);
    String good = "{\"type\":\"join\",\"room\":[\"a\"],\"peer\":{},\"ticket\":7}";
    room.text("[".repeat(60_000));
    for (int i = 0; i < 3000; i++) {
      var bad = new StringBuilder(good);
      bad.setCharAt(random.nextInt(good.length()), (char) random.nextInt(128));
      room.text(bad.toString());
    }
    assertThat(paths.size()).isEqualTo(1);
  }

  @Test
  void offers_of_an_address_are_limited() throws Exception {
    var limits = new OfferLimits();
    InetAddress one = InetAddress.getByName("192.0.2.1");
    for (int i = 0; i < 10; i++) {
      assertThat(limits.take(one, 10, 0)).isTrue();
    }
    assertThat(limits.take(one, 10, 0)).isFalse();
    assertThat(limits.take(InetAddress.getByName("192.0.2.2"), 10, 0)).isTrue();
    assertThat(limits.take(one, 10, 6_100_000_000L)).isTrue();
    assertThat(limits.take(one, 10, 6_200_000_000L)).isFalse();
  }
}
