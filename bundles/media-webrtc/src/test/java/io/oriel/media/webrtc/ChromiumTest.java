package io.oriel.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A real browser receives.
class ChromiumTest {
  private static final long DEADLINE_SECONDS = 60;

  private final BlockingQueue<JsonObject> seen = new LinkedBlockingQueue<>();
  private final Player player = new Player();
  private Path program;
  private HttpServer web;
  private WebRtcServer server;
  private VideoKind kind = VideoKind.H264;
  private volatile WebRtcPeer peer;
  private volatile String answer = "";

  @BeforeEach
  void open() throws Exception {
    Optional<Path> found = Chromium.program();
    assumeTrue(found.isPresent(), "no chromium on this machine");
    program = found.orElseThrow();
    InetAddress here = InetAddress.getByName("127.0.0.1");
    server = WebRtcServer.open(new WebRtcSettings(new InetSocketAddress(here, 0)));
    web = HttpServer.create(new InetSocketAddress(here, 0), 0);
    web.createContext("/", this::resource);
    web.createContext("/whep", this::whep);
    web.createContext("/seen", this::seen);
    web.start();
  }

  @AfterEach
  void close() throws Exception {
    player.stop();
    if (peer != null) {
      peer.close();
      peer.free();
    }
    if (server != null) {
      server.close();
    }
    if (web != null) {
      web.stop(0);
    }
  }

  private void resource(HttpExchange call) throws IOException {
    String name = call.getRequestURI().getPath().substring(1);
    try (InputStream in = name.isEmpty() ? null : ChromiumTest.class.getResourceAsStream(name)) {
      byte[] body = in == null ? new byte[0] : in.readAllBytes();
      call.getResponseHeaders()
          .set("Content-Type", name.endsWith(".js") ? "text/javascript" : "text/html");
      reply(call, in == null ? 404 : 200, body);
    }
  }

  private void whep(HttpExchange call) throws IOException {
    String offer = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    try {
      peer = server.accept(offer, kind, call.getRemoteAddress().getAddress(), 4_000_000, player);
      answer = peer.answer();
      reply(call, 201, answer.getBytes(StandardCharsets.UTF_8));
      player.play(peer, kind == VideoKind.H264 ? Clip.h264() : Clip.av1());
    } catch (SdpException | BusyException e) {
      reply(call, 400, e.getMessage().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void seen(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    reply(call, 204, new byte[0]);
    seen.add(JsonParser.parseString(body).getAsJsonObject());
  }

  private static void reply(HttpExchange call, int status, byte[] body) throws IOException {
    call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  private JsonObject run(String query) throws Exception {
    String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/page.html?" + query;
    JsonObject last = new JsonObject();
    try (Chromium _ = Chromium.open(program, url)) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
      while (System.nanoTime() < end) {
        JsonObject now = seen.poll(1, TimeUnit.SECONDS);
        if (now != null) {
          last = now;
          if (now.has("error") || now.get("done").getAsBoolean()) {
            break;
          }
        }
      }
      if (query.contains("leave")) {
        assertThat(player.closed.await(20, TimeUnit.SECONDS)).isTrue();
      }
    }
    System.out.println("Chromium saw " + last + ", the host " + peer.counters() + player.report);
    return last;
  }

  @Test
  void chromium_shows_h264_and_plays_opus() throws Exception {
    JsonObject last = run("frames=90&leave=1");

    assertThat(last.has("error")).as(last + "\n" + answer).isFalse();
    assertThat(last.get("done").getAsBoolean()).as(last.toString()).isTrue();
    assertThat(last.get("width").getAsInt()).isEqualTo(320);
    assertThat(last.get("srtp").getAsString()).endsWith("AEAD_AES_128_GCM");
    assertThat(last.get("samples").getAsLong()).isPositive();
    assertThat(player.reason).isEqualTo("the page closed the connection");
    assertThat(server.peers()).isZero();
  }

  @Test
  void chromium_shows_av1() throws Exception {
    kind = VideoKind.AV1;

    JsonObject last = run("frames=60");

    assumeTrue(
        !last.has("error") || !last.get("error").getAsString().contains("no AV1"),
        "this chromium does not offer AV1");
    assertThat(last.has("error")).as(last.toString()).isFalse();
    assertThat(last.get("done").getAsBoolean()).as(last.toString()).isTrue();
  }
}
