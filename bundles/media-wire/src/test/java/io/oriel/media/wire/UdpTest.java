package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.media.core.ThreadAllocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class UdpTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void a_batch_arrives_in_order_and_whole() throws Exception {
    exchange("127.0.0.1", "127.0.0.1", 16, null);
  }

  @Test
  void it_does_so_one_by_one_too() throws Exception {
    exchange("127.0.0.1", "127.0.0.1", 1, null);
  }

  @Test
  void it_does_so_over_ipv6() throws Exception {
    Assumptions.assumeTrue(opens("::1"), "no IPv6 here");
    exchange("::1", "::1", 16, null);
  }

  @Test
  void an_ipv6_socket_reaches_ipv4() throws Exception {
    Assumptions.assumeTrue(opens("::1"), "no IPv6 here");
    exchange("::", "127.0.0.1", 16, null);
  }

  @Test
  void the_local_address_can_be_chosen() throws Exception {
    exchange("0.0.0.0", "127.0.0.1", 16, "127.0.0.2");
  }

  @Test
  void the_local_address_can_be_chosen_on_an_ipv6_socket() throws Exception {
    Assumptions.assumeTrue(opens("::1"), "no IPv6 here");
    exchange("::", "127.0.0.1", 16, "127.0.0.2");
  }

  /// Sends datagrams of 100 × 1000, 1 × 300 and 5 × 200 bytes.
  private static void exchange(String from, String to, int burst, String source) throws Exception {
    try (var sending = open(from);
        var receiving = open(to)) {
      var sender = new UdpSender(sending, burst);
      var receiver = new UdpReceiver(receiving, 2048);
      var batch = new DatagramBatch(106, 200_000);
      for (int i = 0; i < 106; i++) {
        byte[] packet = new byte[i < 100 ? 1000 : i == 100 ? 300 : 200];
        packet[0] = (byte) i;
        packet[packet.length - 1] = (byte) ~i;
        assertThat(batch.add(packet, 0, packet.length)).isTrue();
      }
      var local = source == null ? null : InetAddress.getByName(source);
      var route = sending.route(receiving.local(), local);

      byte[] got = new byte[2048];
      for (int first = 0; first < 106; first += 53) { // halves: the receive buffer is small
        assertThat(sender.send(batch, first, 53, route, System.nanoTime() + SECOND)).isEqualTo(53);
        for (int i = first; i < first + 53; i++) {
          int length = receiver.receive(got, 5 * SECOND);
          assertThat(length).isEqualTo(batch.length(i));
          assertThat(got[0]).isEqualTo((byte) i);
          assertThat(got[length - 1]).isEqualTo((byte) ~i);
        }
      }

      assertThat(receiver.source().getPort()).isEqualTo(sending.local().getPort());
      if (source != null) {
        assertThat(receiver.source().getAddress()).isEqualTo(local);
      }
      assertThat(sender.datagrams()).isEqualTo(106);
      assertThat(sender.drops()).isZero();
    }
  }

  @Test
  void a_datagram_beyond_the_path_is_dropped_and_counted() throws Exception {
    try (var socket = open("127.0.0.1")) {
      var sender = new UdpSender(socket, 16);
      var batch = new DatagramBatch(2, 200_000);
      batch.add(new byte[65_507], 0, 65_507);
      batch.add(new byte[65_507], 0, 65_507);
      var route = socket.route(new InetSocketAddress("127.0.0.1", 9), null);

      sender.send(batch, 0, 2, route, System.nanoTime());

      assertThat(sender.datagrams() + sender.drops()).isEqualTo(2);
    }
  }

  @Test
  void closing_wakes_a_receiver_and_makes_sends_do_nothing() throws Exception {
    var socket = open("127.0.0.1");
    var receiver = new UdpReceiver(socket, 2048);
    var ended = new CompletableFuture<Integer>();
    var thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    ended.complete(receiver.receive(new byte[16], 60 * SECOND));
                  } catch (IOException e) {
                    ended.completeExceptionally(e);
                  }
                });
    var route = socket.route(socket.local(), null);

    socket.close();

    assertThat(ended.get(5, TimeUnit.SECONDS)).isEqualTo(-1);
    thread.join();
    var batch = new DatagramBatch(1, 100);
    batch.add(new byte[10], 0, 10);
    assertThat(new UdpSender(socket, 16).send(batch, 0, 1, route, 0)).isZero();
    assertThat(receiver.receive(new byte[16], SECOND)).isEqualTo(-1);
  }

  @Test
  void the_send_buffer_is_read_back_and_a_port_in_use_is_named() throws Exception {
    try (var socket = open("127.0.0.1")) {
      assertThat(socket.sendBufferBytes()).isGreaterThanOrEqualTo(65_536);
      assertThatThrownBy(() -> UdpSocket.open(new UdpSocket.Settings(socket.local(), 65_536, 0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(String.valueOf(socket.local().getPort()));
    }
  }

  @Test
  void sending_allocates_nothing() throws Exception {
    try (var socket = open("127.0.0.1");
        var sink = open("127.0.0.1")) {
      var sender = new UdpSender(socket, 8);
      var batch = new DatagramBatch(32, 64_000);
      byte[] packet = new byte[1400];
      var route = socket.route(sink.local(), null);
      long most = 20_000; // for 9600 datagrams

      long least =
          ThreadAllocation.least(
              60,
              most,
              () -> {
                for (int i = 0; i < 300; i++) {
                  fill(batch, packet);
                  sender.send(batch, 0, 32, route, 0);
                }
              });

      assertThat(least).isLessThanOrEqualTo(most);
    }
  }

  private static void fill(DatagramBatch batch, byte[] packet) {
    batch.clear();
    for (int i = 0; i < 32; i++) {
      batch.add(packet, 0, packet.length);
    }
  }

  private static UdpSocket open(String address) throws IOException {
    var local = new InetSocketAddress(address, 0);
    return UdpSocket.open(new UdpSocket.Settings(local, 65_536, UdpSocket.DSCP_EXPEDITED));
  }

  private static boolean opens(String address) {
    try (var socket = open(address)) {
      return !socket.isClosed();
    } catch (IOException e) {
      return false;
    }
  }
}
