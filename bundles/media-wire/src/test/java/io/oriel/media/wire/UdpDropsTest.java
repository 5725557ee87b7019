package io.oriel.media.wire;

import static io.oriel.media.wire.Loopback.fill;
import static io.oriel.media.wire.Loopback.open;
import static io.oriel.media.wire.Loopback.opens;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.media.nat.Foreign;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What does not arrive, and how it is told.
class UdpDropsTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @EnumSource
  void every_datagram_is_either_sent_or_a_counted_drop(SendMethod method) throws Exception {
    var random = new Random(23);
    try (var socket = open("127.0.0.1", method);
        var sink = open("127.0.0.1", method)) {
      var sender = socket.sender(method, 16);
      var batch = new DatagramBatch(64, 1 << 20);
      var route = socket.route(sink.local(), null);
      long asked = 0;
      long told = 0;
      for (int round = 0; round < 100; round++) {
        batch.clear();
        for (int i = 0; i < 64; i++) {
          int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 65_507 : 1500);
          if (!batch.add(new byte[length], 0, length)) {
            break;
          }
        }
        asked += batch.count();
        told += sender.send(batch, 0, batch.count(), route, System.nanoTime());
      }

      assertThat(sender.datagrams()).isEqualTo(told);
      assertThat(sender.datagrams() + sender.drops()).isEqualTo(asked);
      assertThat(sender.method()).isEqualTo(method); // nothing to be blamed on bursts
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PORTABLE")
  void what_exceeds_the_path_is_dropped_and_counted_and_bursts_stay(SendMethod method)
      throws Exception {
    Assumptions.assumeTrue(opens("::1"), "no IPv6 here");
    for (String address : new String[] {"127.0.0.1", "::1"}) {
      var settings = new UdpSocket.Settings(new InetSocketAddress(address, 0), 1 << 20, 0);
      try (var socket = UdpSocket.open(settings.unfragmented());
          var sink = UdpSocket.open(settings)) {
        var sender = socket.sender(method, 16);
        var receiver = sink.receiver(2000, 16);
        var batch = new DatagramBatch(6, 300_000);
        for (int i = 0; i < 6; i++) {
          int length = i == 0 || i > 3 ? 1000 : 65_500; // the loopback device's MTU is 65 536
          batch.add(new byte[length], 0, length);
        }

        int sent =
            sender.send(batch, 0, 6, socket.route(sink.local(), null), System.nanoTime() + SECOND);

        if (address.equals("::1")) { // 40 + 8 bytes of headers: beyond the MTU; IPv4's 28 are not
          assertThat(sent).isEqualTo(3);
          assertThat(sender.drops()).isEqualTo(3);
          assertThat(sender.oversized()).isEqualTo(3);
        } else {
          assertThat(sent).isEqualTo(6);
        }
        assertThat(sender.method()).isEqualTo(method);
        byte[] got = new byte[2000];
        for (int i = 0; i < 3; i++) {
          assertThat(receiver.receive(got, SECOND)).isEqualTo(1000);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_the_network_refuses_is_dropped_and_counted_and_bursts_stay(SendMethod method)
      throws Exception {
    try (var socket = open("127.0.0.1", method)) {
      var sender = socket.sender(method, 16);
      var batch = new DatagramBatch(40, 40_000);
      fill(batch, new byte[1000], 40);
      var broadcast = socket.route(new InetSocketAddress("255.255.255.255", 9), null);

      assertThat(sender.send(batch, 0, 40, broadcast, System.nanoTime() + SECOND)).isZero();

      assertThat(sender.drops()).isEqualTo(40);
      assertThat(sender.datagrams()).isZero();
      assertThat(sender.method()).isEqualTo(method);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_peer_that_is_gone_disturbs_nobody_else(SendMethod method) throws Exception {
    try (var socket = open("127.0.0.1", method);
        var sink = open("127.0.0.1")) {
      var sender = socket.sender(method, 16);
      var receiver = socket.receiver(1000, 16);
      var got = sink.receiver(1000, 16);
      var batch = new DatagramBatch(16, 16_000);
      fill(batch, new byte[1000], 16);
      var live = socket.route(sink.local(), null);
      var dead = socket.route(new InetSocketAddress("127.0.0.1", 9), null);
      byte[] bytes = new byte[1000];
      int arrived = 0;
      for (int i = 0; i < 30; i++) {
        sender.send(batch, 0, 16, dead, System.nanoTime() + SECOND);
        assertThat(sender.send(batch, 0, 16, live, System.nanoTime() + SECOND)).isEqualTo(16);
        while (got.receive(bytes, 0) == 1000) {
          arrived++;
        }
      }

      assertThat(arrived).isEqualTo(30 * 16);
      sender.send(batch, 0, 16, dead, System.nanoTime() + SECOND); // somebody answers: not here
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      assertThat(receiver.receive(bytes, SECOND / 2)).isEqualTo(-1);
      long busy = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
      assertThat(busy).as("waits, and does not spin").isLessThan(SECOND / 4);
    }
  }

  @Test
  void when_a_burst_is_refused_its_datagrams_go_another_way() throws Exception {
    try (var socket = open("127.0.0.1");
        var sink = open("127.0.0.1")) {
      withoutChecksums(socket); // which the kernel cannot cut bursts without
      var sender = socket.sender(16);
      var receiver = sink.receiver(1000, 16);
      var batch = new DatagramBatch(20, 20_000);
      fill(batch, new byte[1000], 20);
      var route = socket.route(sink.local(), null);
      assertThat(sender.method()).isEqualTo(SendMethod.SEGMENTS);

      assertThat(sender.send(batch, 0, 20, route, System.nanoTime() + SECOND)).isEqualTo(20);

      assertThat(sender.method()).isEqualTo(SendMethod.BATCHES);
      assertThat(sender.drops()).isZero();
      for (int i = 0; i < 20; i++) {
        assertThat(receiver.receive(new byte[1000], SECOND)).isEqualTo(1000);
      }
    }
  }

  private static void withoutChecksums(UdpSocket socket) {
    var set =
        Foreign.function(
            "setsockopt",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (var arena = Arena.ofConfined()) {
      int fd = ((NativeSocket) socket).handle.fd();
      var one = arena.allocateFrom(ValueLayout.JAVA_INT, 1);
      int answer = (int) set.invokeExact(fd, 1, 11, one, 4); // SOL_SOCKET, SO_NO_CHECK
      assertThat(answer).isZero();
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  @Test
  void a_datagram_longer_than_asked_for_is_dropped_and_counted() throws Exception {
    var settings = new UdpSocket.Settings(new InetSocketAddress("127.0.0.1", 0), 65_536, 0);
    try (var sending = open("127.0.0.1");
        var plain = UdpSocket.open(settings);
        var coalescing = UdpSocket.open(settings.coalescing());
        var portable = UdpSocket.openPortable(settings)) {
      var sender = sending.sender(16);
      var batch = new DatagramBatch(6, 20_000);
      for (int length : new int[] {100, 1001, 1001, 1000, 0, 7}) {
        if (length > 0) {
          batch.add(new byte[length], 0, length);
        }
      }
      for (var socket : List.of(plain, coalescing, portable)) {
        var receiver = socket.receiver(1000, 4);
        sender.send(batch, 0, 5, sending.route(socket.local(), null), System.nanoTime() + SECOND);
        byte[] got = new byte[2000];

        assertThat(receiver.receive(got, SECOND)).isEqualTo(100);
        assertThat(receiver.receive(got, SECOND)).isEqualTo(1000);
        assertThat(receiver.receive(got, 1995, SECOND)).isEqualTo(-1); // 7 bytes for room of 5
        assertThat(receiver.oversized()).isEqualTo(3);
        assertThat(receiver.datagrams()).isEqualTo(2);
      }
    }
  }

  @Test
  void what_finds_no_room_in_the_receive_buffer_is_counted() throws Exception {
    var settings = new UdpSocket.Settings(new InetSocketAddress("127.0.0.1", 0), 65_536, 0);
    try (var sending = open("127.0.0.1");
        var receiving = UdpSocket.open(settings.receiveBuffer(65_536))) {
      var sender = sending.sender(SendMethod.SINGLY, 1);
      var receiver = receiving.receiver(1400, 16);
      var route = sending.route(receiving.local(), null);
      var batch = new DatagramBatch(100, 140_000);
      fill(batch, new byte[1400], 100);

      for (int i = 0; i < 10; i++) {
        assertThat(sender.send(batch, 0, 100, route, System.nanoTime() + SECOND)).isEqualTo(100);
      }
      byte[] got = new byte[1400];
      int received = 0;
      while (receiver.receive(got, 0) == 1400) {
        received++;
      }

      assertThat(receiving.receiveBufferBytes()).isGreaterThanOrEqualTo(65_536);
      assertThat(received).isLessThan(1000);
      assertThat(receiving.receiveDrops()).isEqualTo(1000 - received);
    }
  }
}
