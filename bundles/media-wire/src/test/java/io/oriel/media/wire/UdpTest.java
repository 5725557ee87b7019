package io.oriel.media.wire;

import static io.oriel.media.wire.Loopback.fill;
import static io.oriel.media.wire.Loopback.open;
import static io.oriel.media.wire.Loopback.opens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.media.core.ThreadAllocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UdpTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @EnumSource
  void a_batch_arrives_in_order_and_whole(SendMethod method) throws Exception {
    exchange("127.0.0.1", "127.0.0.1", method, null);
  }

  @ParameterizedTest
  @EnumSource
  void it_does_so_over_ipv6(SendMethod method) throws Exception {
    Assumptions.assumeTrue(opens("::1"), "no IPv6 here");
    exchange("::1", "::1", method, null);
  }

  @ParameterizedTest
  @EnumSource
  void an_ipv6_socket_reaches_ipv4(SendMethod method) throws Exception {
    Assumptions.assumeTrue(opens("::1"), "no IPv6 here");
    exchange("::", "127.0.0.1", method, null);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PORTABLE")
  void the_local_address_can_be_chosen(SendMethod method) throws Exception {
    exchange("0.0.0.0", "127.0.0.1", method, "127.0.0.2");
    Assumptions.assumeTrue(opens("::1"), "no IPv6 here");
    exchange("::", "127.0.0.1", method, "127.0.0.2");
  }

  /// Sends datagrams of 100 × 1000, 1 × 300 and 5 × 200 bytes, to each kind of receiver.
  private static void exchange(String from, String to, SendMethod method, String source)
      throws Exception {
    var settings = new UdpSocket.Settings(new InetSocketAddress(to, 0), 65_536, 0);
    try (var sending = open(from, method);
        var plain = UdpSocket.open(settings);
        var coalescing = UdpSocket.open(settings.coalescing());
        var portable = UdpSocket.openPortable(settings)) {
      for (var receiving : List.of(plain, coalescing, portable)) {
        exchange(sending, receiving, method, source);
      }
    }
  }

  private static void exchange(
      UdpSocket sending, UdpSocket receiving, SendMethod method, String source) throws Exception {
    var sender = sending.sender(method, 16);
    var receiver = receiving.receiver(2048, 8);
    var batch = new DatagramBatch(106, 200_000);
    for (int i = 0; i < 106; i++) {
      byte[] packet = new byte[i < 100 ? 1000 : i == 100 ? 300 : 200];
      packet[0] = (byte) i;
      packet[packet.length - 1] = (byte) ~i;
      assertThat(batch.add(packet, 0, packet.length)).isTrue();
    }
    var local = source == null ? null : InetAddress.getByName(source);
    var route = sending.route(receiving.local(), local);

    byte[] got = new byte[2058];
    for (int first = 0; first < 106; first += 53) { // halves: the receive buffer is small
      assertThat(sender.send(batch, first, 53, route, System.nanoTime() + SECOND)).isEqualTo(53);
      for (int i = first; i < first + 53; i++) {
        int length = receiver.receive(got, 10, 5 * SECOND);
        assertThat(length).isEqualTo(batch.length(i));
        assertThat(got[10]).isEqualTo((byte) i);
        assertThat(got[9 + length]).isEqualTo((byte) ~i);
      }
    }

    assertThat(receiver.receive(got, 0)).isEqualTo(-1);
    assertThat(receiver.source().getPort()).isEqualTo(sending.local().getPort());
    if (source != null) {
      assertThat(receiver.source().getAddress()).isEqualTo(local);
    }
    assertThat(receiver.datagrams()).isEqualTo(106);
    assertThat(receiver.oversized()).isZero();
    assertThat(sender.datagrams()).isEqualTo(106);
    assertThat(sender.drops()).isZero();
    assertThat(sender.method()).isEqualTo(method);
  }

  @ParameterizedTest
  @EnumSource(names = {"SEGMENTS", "PORTABLE"})
  void closing_wakes_a_receiver_and_makes_sends_do_nothing(SendMethod method) throws Exception {
    var socket = open("127.0.0.1", method);
    var receiver = socket.receiver(2048, 4);
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
    assertThat(socket.sender(method, 16).send(batch, 0, 1, route, 0)).isZero();
    assertThat(receiver.receive(new byte[16], SECOND)).isEqualTo(-1);
    assertThat(socket.receiveDrops()).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource(names = {"SEGMENTS", "PORTABLE"})
  void an_address_out_of_reach_is_refused_before_anything_is_sent(SendMethod method)
      throws Exception {
    try (var four = open("127.0.0.1", method)) {
      var six = new InetSocketAddress(InetAddress.getByName("::1"), 9);
      var unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 9);

      assertThatThrownBy(() -> four.route(six, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("bind it to ::");
      assertThatThrownBy(() -> four.route(unknown, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("nowhere.invalid");
    }
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
  void buffers_are_as_large_as_asked_for_and_a_smaller_one_is_told() throws Exception {
    var local = new InetSocketAddress("127.0.0.1", 0);
    var small = new UdpSocket.Settings(local, 65_536, 0).receiveBuffer(131_072);
    var huge = new UdpSocket.Settings(local, 1 << 30, 0).receiveBuffer(1 << 30);
    try (var kernel = UdpSocket.open(small);
        var portable = UdpSocket.openPortable(small);
        var limited = UdpSocket.openPortable(huge)) {
      for (var socket : List.of(kernel, portable)) {
        assertThat(socket.sendBufferBytes()).isEqualTo(65_536);
        assertThat(socket.receiveBufferBytes()).isEqualTo(131_072);
      }
      assertThat(limited.sendBufferBytes()).isLessThan(1 << 30);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PORTABLE")
  void sending_and_receiving_allocate_nothing(SendMethod method) throws Exception {
    try (var socket = open("127.0.0.1");
        var sink = open("127.0.0.1")) {
      var sender = socket.sender(method, 8);
      var receiver = sink.receiver(2048, 32);
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
                  fill(batch, packet, 32);
                  sender.send(batch, 0, 32, route, 0);
                  while (receiver.receive(packet, 0) > 0) {
                    received++;
                  }
                }
              });

      assertThat(least).isLessThanOrEqualTo(most);
      assertThat(received).isPositive();
    }
  }

  private long received;
}
