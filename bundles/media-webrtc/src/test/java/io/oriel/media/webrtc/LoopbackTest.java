package io.oriel.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// A whole conversation with a page in Java, over the loopback.
class LoopbackTest {
  private static final long DEADLINE_SECONDS = 20;

  private final Player listener = new Player();

  private static String chromium() throws IOException {
    try (InputStream in = LoopbackTest.class.getResourceAsStream("chromium-156-offer.sdp")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static WebRtcServer server(String local, Duration connect, Duration consent)
      throws IOException {
    var at = new InetSocketAddress(InetAddress.getByName(local), 0);
    return WebRtcServer.open(new WebRtcSettings(at, List.of(), 0, 64, connect, consent));
  }

  private static WebRtcServer server(String local) throws IOException {
    return server(local, Duration.ofSeconds(60), Duration.ofSeconds(60));
  }

  private WebRtcPeer accept(WebRtcServer server, Page page) throws Exception {
    InetAddress here = server.local().getAddress();
    WebRtcPeer peer =
        server.accept(page.offer(chromium()), VideoKind.H264, here, 4_000_000, listener);
    page.answered(peer.answer(), server.local());
    return peer;
  }

  private static void until(BooleanSupplier met) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!met.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
    assertThat(met.getAsBoolean()).isTrue();
  }

  private void converse(String local) throws Exception {
    try (WebRtcServer server = server(local);
        Page page = new Page(InetAddress.getByName(local));
        Arena arena = Arena.ofConfined()) {
      WebRtcPeer peer = accept(server, page);
      assertThat(page.checked()).startsWith(1, 1);
      page.handshake();
      assertThat(listener.connected.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      MemorySegment frame = arena.allocate(5000);
      frame.asSlice(3, 1).fill((byte) 1);
      frame.asSlice(4).fill((byte) 0x65);

      long deadline = System.nanoTime() + 1_000_000_000;
      assertThat(peer.sendVideo(frame, 5000, true, true, 7_000_000_000L, 1_000_000, deadline))
          .isTrue();

      byte[] first = page.video(true);
      assertThat(ByteBuffer.wrap(first).getInt(4)).isEqualTo(630_000);
      byte[] last = first;
      while ((last[1] & 0x80) == 0) {
        last = page.video(true);
      }
      again(page, first);
      page.report(report(206, 1, first, new byte[0])); // PLI
      until(() -> listener.keyFramesWanted.get() == 1);
      page.leave();
      assertThat(listener.closed.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(listener.reason).isEqualTo("the page closed the connection");
      assertThat(peer.sendVideo(frame, 5000, true, true, 8_000_000_000L, 0, deadline)).isFalse();
      assertThat(server.peers()).isZero();
      peer.free();
    }
  }

  /// Asks for a packet again: it is the same, so that its number was seen already.
  private static void again(Page page, byte[] packet) throws Exception {
    page.report(report(205, 1, packet, new byte[] {packet[2], packet[3], 0, 0}));
    byte[] same = page.video(false);
    assertThat(same).startsWith(Arrays.copyOf(packet, 12));
  }

  private static byte[] report(int type, int format, byte[] rtp, byte[] rest) {
    ByteBuffer b = ByteBuffer.allocate(12 + rest.length);
    b.put((byte) (0x80 | format)).put((byte) type).putShort((short) (b.capacity() / 4 - 1));
    b.putInt(1).put(rtp, 8, 4).put(rest);
    return b.array();
  }

  @Test
  void a_page_receives_over_ipv4() throws Exception {
    converse("127.0.0.1");
  }

  @Test
  void a_page_receives_over_ipv6() throws Exception {
    try (var _ = new DatagramSocket(0, InetAddress.getByName("::1"))) {
      // it can be bound
    } catch (IOException e) {
      assumeTrue(false, "no IPv6 on this machine: " + e.getMessage());
    }
    converse("::1");
  }

  @Test
  void forged_checks_and_garbage_are_not_answered_and_harm_nobody() throws Exception {
    try (WebRtcServer server = server("127.0.0.1");
        Page page = new Page(server.local().getAddress())) {
      WebRtcPeer peer = accept(server, page);
      var random = new Random(1);
      page.send(page.check("x".repeat(24)));
      for (int i = 0; i < 2000; i++) {
        byte[] junk = new byte[random.nextInt(1600)];
        random.nextBytes(junk);
        if (junk.length > 0) {
          junk[0] = (byte) (i % 4 == 0 ? random.nextInt(4) : random.nextInt(256));
        }
        page.send(junk);
      }
      assertThat(page.receive(200)).isNull();

      assertThat(page.checked()).startsWith(1, 1);
      for (int i = 0; i < 500; i++) { // from an address that is known now
        byte[] junk = new byte[20 + random.nextInt(200)];
        random.nextBytes(junk);
        junk[0] = (byte) (128 + random.nextInt(64));
        page.send(junk);
      }
      page.handshake();
      assertThat(listener.connected.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      peer.close();
      peer.free();
    }
  }

  /// RFC 7675: whoever is sent media has shown that it wants them.
  @Test
  void media_go_to_another_address_after_a_good_check_from_there_only() throws Exception {
    try (WebRtcServer server = server("127.0.0.1");
        Page page = new Page(server.local().getAddress());
        Page elsewhere = new Page(server.local().getAddress());
        Arena arena = Arena.ofConfined()) {
      WebRtcPeer peer = accept(server, page);
      elsewhere.answered(peer.answer(), server.local());
      assertThat(page.checked()).startsWith(1, 1);
      page.handshake();
      assertThat(listener.connected.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      MemorySegment frame = arena.allocate(500);
      frame.asSlice(3, 1).fill((byte) 1);
      frame.asSlice(4).fill((byte) 0x65);

      elsewhere.send(elsewhere.check("x".repeat(24)));
      elsewhere.send(new byte[] {(byte) 0x80, 96, 0, 1});
      assertThat(send(peer, frame)).isTrue();
      assertThat(page.video(true)).isNotNull();
      assertThat(elsewhere.receive(100)).isNull();

      assertThat(elsewhere.checked()).startsWith(1, 1);
      assertThat(send(peer, frame)).isTrue();
      assertThat(elsewhere.video(false)).isNotNull();
      peer.close();
      peer.free();
    }
  }

  private static boolean send(WebRtcPeer peer, MemorySegment frame) {
    long now = System.nanoTime();
    return peer.sendVideo(frame, (int) frame.byteSize(), true, true, now, 0, now + 1_000_000_000);
  }

  @Test
  void garbage_in_the_handshake_ends_that_peer_at_most() throws Exception {
    try (WebRtcServer server = server("127.0.0.1")) {
      var random = new Random(2);
      for (int i = 0; i < 20; i++) {
        try (Page page = new Page(server.local().getAddress())) {
          WebRtcPeer peer = accept(server, page);
          page.checked();
          for (int n = 0; n < 50; n++) {
            byte[] junk = new byte[14 + random.nextInt(300)];
            random.nextBytes(junk);
            byte[] header = {22, (byte) 0xfe, (byte) 0xfd, 0, 0, 0, 0, 0, 0, 0, (byte) n};
            System.arraycopy(header, 0, junk, 0, header.length);
            junk[11] = (byte) (junk.length - 13 >>> 8);
            junk[12] = (byte) (junk.length - 13);
            page.send(junk);
          }
          peer.close();
          peer.free();
        }
      }
      try (Page page = new Page(server.local().getAddress())) {
        WebRtcPeer peer = accept(server, page);
        page.checked();
        page.handshake();
        assertThat(listener.connected.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        peer.close();
        peer.free();
      }
    }
  }

  @Test
  void another_certificate_than_the_offer_told_is_refused() throws Exception {
    try (WebRtcServer server = server("127.0.0.1");
        Page page = new Page(server.local().getAddress());
        Page other = new Page(server.local().getAddress())) {
      InetAddress here = server.local().getAddress();
      String offer = other.offer(chromium());
      WebRtcPeer peer = server.accept(offer, VideoKind.H264, here, 4_000_000, listener);
      page.answered(peer.answer(), server.local());
      page.checked();

      assertThatThrownBy(page::handshake).isInstanceOf(IOException.class);
      assertThat(listener.closed.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(listener.reason).contains("certificate");
      assertThat(listener.connected.getCount()).isEqualTo(1);
      peer.free();
    }
  }

  @Test
  void a_page_that_never_comes_or_falls_silent_is_over() throws Exception {
    try (WebRtcServer server = server("127.0.0.1", Duration.ofMillis(300), Duration.ofSeconds(60));
        Page page = new Page(server.local().getAddress())) {
      accept(server, page);
      assertThat(listener.closed.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(listener.reason).contains("did not connect");
    }
    var silent = new Player();
    try (WebRtcServer server = server("127.0.0.1", Duration.ofSeconds(60), Duration.ofMillis(500));
        Page page = new Page(server.local().getAddress())) {
      InetAddress here = server.local().getAddress();
      var peer = server.accept(page.offer(chromium()), VideoKind.H264, here, 1, silent);
      page.answered(peer.answer(), server.local());
      page.checked();
      assertThat(silent.closed.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(silent.reason).contains("not heard of");
    }
  }

  @Test
  void an_address_has_few_peers_that_do_not_connect() throws Exception {
    try (WebRtcServer server = server("127.0.0.1");
        Page page = new Page(server.local().getAddress())) {
      WebRtcPeer first = accept(server, page);
      for (int i = 1; i < 8; i++) {
        accept(server, page);
      }

      assertThatThrownBy(() -> accept(server, page))
          .isInstanceOf(BusyException.class)
          .hasMessageContaining("not connected");
      InetAddress other = InetAddress.getByName("192.0.2.1");
      server.accept(page.offer(chromium()), VideoKind.H264, other, 1, listener);
      first.close();
      accept(server, page);
    }
  }

  @Test
  void a_closed_server_takes_no_peer() throws Exception {
    WebRtcServer server = server("127.0.0.1");
    try (Page page = new Page(server.local().getAddress())) {
      accept(server, page);
      server.close();

      assertThat(server.peers()).isZero();
      assertThatThrownBy(() -> accept(server, page)).isInstanceOf(BusyException.class);
    }
  }

  @Test
  void a_hundred_peers_come_and_go_and_leave_nothing() throws Exception {
    try (WebRtcServer server = server("127.0.0.1")) {
      for (int i = 0; i < 100; i++) {
        var one = new Player();
        try (Page page = new Page(server.local().getAddress())) {
          InetAddress here = server.local().getAddress();
          var peer = server.accept(page.offer(chromium()), VideoKind.H264, here, 1_000_000, one);
          page.answered(peer.answer(), server.local());
          page.checked();
          if (i % 10 == 0) {
            page.handshake();
            assertThat(one.connected.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
          }
          peer.close();
          peer.free();
        }
        assertThat(one.closed.getCount()).isZero();
      }
      assertThat(server.peers()).isZero();
      until(() -> server.addresses() == 0);
    }
  }
}
