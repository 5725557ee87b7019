package io.oriel.media.webtransport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.oriel.media.webtransport.client.Crowd;
import io.oriel.media.webtransport.client.TestClient;
import io.oriel.media.webtransport.client.TestStream;
import io.oriel.media.webtransport.internal.wire.Varint;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Clients that no browser is; a good one is served beside each of them.
@Timeout(120)
class BadClientsTest {
  @TempDir Path folder;

  @Test
  void a_thousand_half_open_connections_stay_few_and_keep_nobody_out() throws Exception {
    try (var server = new ServerFixture(folder);
        var before = server.client();
        var crowd = new Crowd("127.0.0.2", server.address(), server.hash(), 1000)) {
      await(() -> crowd.connected() >= Limits.DEFAULT.halfOpenPerAddress());

      try (var after = server.client()) {
        works(before);
        works(after);
        assertThat(server.server.halfOpen()).isBetween(1, Limits.DEFAULT.halfOpenPerAddress());
        assertThat(server.server.sessions()).isEqualTo(2);
      }
    }
  }

  @Test
  void crowds_from_many_addresses_stay_within_the_limit() throws Exception {
    var limits = new Limits(8, 20, 8, 16, 1 << 20, 1 << 20, 64, 1 << 24, 32);
    var crowds = new ArrayList<Crowd>();
    try (var server =
            new ServerFixture(
                folder, InetAddress.getByName("127.0.0.1"), config -> config.with(limits));
        var good = server.client()) {
      int most = 0;
      for (int i = 0; i < 6; i++) {
        crowds.add(new Crowd("127.0.0." + (10 + i), server.address(), server.hash(), 20));
      }
      await(() -> crowds.stream().mapToInt(Crowd::connected).sum() >= 16);
      for (int i = 0; i < 20; i++) {
        most = Math.max(most, server.server.halfOpen());
        works(good);
      }

      assertThat(most).isBetween(1, 20);
    } finally {
      crowds.forEach(Crowd::close);
    }
  }

  @Test
  void a_connection_without_a_session_ends_in_time() throws Exception {
    try (var server =
            new ServerFixture(
                folder,
                InetAddress.getByName("127.0.0.1"),
                config -> config.withTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(10)));
        var silent = TestClient.connectOnly(server.address(), server.hash())) {
      assertThat(silent.connection().closeFuture().await(30, TimeUnit.SECONDS)).isTrue();
      await(() -> server.server.halfOpen() == 0);
    }
  }

  @Test
  void a_client_that_vanishes_is_noticed() throws Exception {
    try (var server =
            new ServerFixture(
                folder,
                InetAddress.getByName("127.0.0.1"),
                config -> config.withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(3)));
        var client = server.client()) {
      var listener = server.listener();

      client.vanish();

      assertThat(listener.closed.get(60, TimeUnit.SECONDS).by()).isEqualTo(CloseReason.By.TIMEOUT);
      assertThat(server.server.sessions()).isZero();
    }
  }

  @Test
  void an_idle_client_stays() throws Exception {
    try (var server =
            new ServerFixture(
                folder,
                InetAddress.getByName("127.0.0.1"),
                config -> config.withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(4)));
        var client = server.client()) {
      var listener = server.listener();

      assertThat(listener.closed).failsWithin(Duration.ofSeconds(6));

      works(client);
    }
  }

  @Test
  void sessions_beyond_the_limit_are_refused() throws Exception {
    var limits = new Limits(1, 20, 8, 16, 1 << 20, 1 << 20, 64, 1 << 24, 32);
    try (var server =
            new ServerFixture(
                folder, InetAddress.getByName("127.0.0.1"), config -> config.with(limits));
        var one = server.client()) {
      assertThatThrownBy(server::client).hasMessage("status 503");
      works(one);
    }
  }

  @Test
  void streams_that_never_end_are_few() throws Exception {
    try (var server = new ServerFixture(folder);
        var client = server.client();
        var other = server.client()) {
      var open = new ArrayList<TestStream>();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  open.add(client.stream(true).write(new byte[] {1}));
                }
              })
          .hasMessageContaining("STREAM_LIMIT");

      assertThat(open).hasSizeLessThanOrEqualTo(Limits.DEFAULT.clientStreams());
      works(other);
      works(client);
    }
  }

  @Test
  void streams_of_other_sessions_and_unknown_kinds_are_refused() throws Exception {
    try (var server = new ServerFixture(folder);
        var client = server.client()) {
      for (boolean bidirectional : new boolean[] {true, false}) {
        ByteBuf head = Unpooled.directBuffer();
        Varint.write(head, bidirectional ? 0x41 : 0x54);
        Varint.write(head, 400);
        client.stream(bidirectional, head).write("nobody's".getBytes(UTF_8));
      }
      ByteBuf grease = Unpooled.directBuffer();
      Varint.write(grease, 0x1f * 7 + 0x21);
      client.stream(false, grease).write(new byte[1000]);

      assertThat(server.listener().streams).isEmpty();
      works(client);
    }
  }

  @Test
  void nonsense_on_the_sockets_harms_nobody() throws Exception {
    var random = new Random(9);
    try (var server = new ServerFixture(folder);
        var client = server.client();
        var socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      for (int i = 0; i < 3000; i++) {
        byte[] bytes = new byte[random.nextInt(1500)];
        random.nextBytes(bytes);
        if (bytes.length > 20 && i % 2 == 0) { // looks like an Initial of version 1
          bytes[0] = (byte) (0xC0 | random.nextInt(4));
          bytes[1] = bytes[2] = bytes[3] = 0;
          bytes[4] = 1;
          bytes[5] = (byte) random.nextInt(21);
        }
        socket.send(new DatagramPacket(bytes, bytes.length, server.address()));
      }
      works(client);
      assertThat(server.server.halfOpen()).isLessThanOrEqualTo(Limits.DEFAULT.halfOpen());
    }
  }

  @Test
  void random_streams_and_datagrams_of_a_client_end_its_session_at_most() throws Exception {
    var random = new Random(10);
    try (var server = new ServerFixture(folder);
        var good = server.client()) {
      for (int round = 0; round < 15; round++) {
        try (var bad = server.client()) {
          for (int i = 0; i < 8 && bad.connection().isActive(); i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            if (i % 4 == 3) {
              bad.capsules(Unpooled.copiedBuffer(bytes));
              continue;
            }
            try {
              bad.stream(i % 2 == 0, Unpooled.copiedBuffer(bytes));
            } catch (Exception e) {
              break; // the connection is closed, or allows no more
            }
            bad.connection().writeAndFlush(Unpooled.copiedBuffer(bytes));
          }
        }
      }
      works(good);
    }
  }

  private static void works(TestClient client) throws Exception {
    client.send("ping".getBytes(UTF_8));
    assertThat(client.datagram()).isEqualTo("ping".getBytes(UTF_8));
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
