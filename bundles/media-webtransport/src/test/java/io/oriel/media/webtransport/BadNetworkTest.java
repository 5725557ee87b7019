package io.oriel.media.webtransport;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.loss.Impairments;
import io.oriel.loss.LossProxy;
import io.oriel.media.webtransport.client.TestClient;
import io.oriel.media.webtransport.client.TestMessage;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Frames of a desktop's size and rate through the loss proxy.
@Timeout(120)
class BadNetworkTest {
  private static final int FRAMES = 300;
  private static final int BYTES = 12_000;
  private static final long INTERVAL_NANOS = 1_000_000_000 / 60;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"0%", "1%", "3%"})
  void every_frame_arrives_whole(String loss) throws Exception {
    try (var server = new ServerFixture(folder);
        var proxy = proxy(server, "delay=10ms,seed=3", "delay=10ms,seed=4,loss=" + loss);
        var client = TestClient.open(proxy.address(), server.hash(), "/oriel")) {
      var session = server.session();

      Map<Long, Long> sent = stream(session, FRAMES, WebTransportSession.NO_DEADLINE);
      long last = 0;
      long gap = 0;
      long[] age = new long[FRAMES];
      for (int i = 0; i < FRAMES; i++) {
        TestMessage came = client.message();
        assertThat(came).as("frame %s of %s", i, FRAMES).isNotNull();
        assertThat(came.whole()).isTrue();
        assertThat(came.bytes()).hasSize(8 + BYTES);
        age[i] = came.nanos() - sent.get(ByteBuffer.wrap(came.bytes()).getLong());
        gap = last == 0 ? 0 : Math.max(gap, came.nanos() - last);
        last = came.nanos();
      }

      java.util.Arrays.sort(age);
      System.out.printf(
          "RTT 20 ms, loss %s: %d frames, age p50 %.1f ms, p95 %.1f ms, longest gap %.0f ms; %s%n",
          loss,
          FRAMES,
          age[FRAMES / 2] / 1e6,
          age[FRAMES * 95 / 100] / 1e6,
          gap / 1e6,
          session.stats());
      assertThat(session.unfinishedStreams()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void frames_arrive_whole_with_every_congestion_control(Congestion congestion) throws Exception {
    try (var server =
            new ServerFixture(
                folder, InetAddress.getByName("127.0.0.1"), config -> config.with(congestion));
        var client = server.client()) {
      stream(server.session(), 30, WebTransportSession.NO_DEADLINE);

      for (int i = 0; i < 30; i++) {
        TestMessage came = client.message();
        assertThat(came).as("frame %s", i).isNotNull();
        assertThat(came.whole()).isTrue();
      }
    }
  }

  @Test
  void late_frames_are_reset_and_said_to_be_late() throws Exception {
    try (var server = new ServerFixture(folder);
        var proxy = proxy(server, "delay=10ms", "delay=10ms,rate=1mbit,queue=100k");
        var _ = TestClient.open(proxy.address(), server.hash(), "/oriel")) {
      var listener = server.listener();
      var session = listener.session.get();

      stream(session, 120, TimeUnit.MILLISECONDS.toNanos(150));
      int late = 0;
      int other = 0;
      for (int i = 0; i < 120; i++) {
        OutgoingStream ended = listener.ended.poll(60, TimeUnit.SECONDS);
        assertThat(ended).as("stream %s", i).isNotNull();
        if (ended.state() == OutgoingStream.State.LATE) {
          late++;
        } else {
          other++;
        }
      }

      System.out.printf("1 Mbit/s for 5.8: %d late, %d not; %s%n", late, other, session.stats());
      assertThat(late).isPositive();
      assertThat(session.unfinishedStreams()).isZero();
      assertThat(session.unfinishedBytes()).isZero();
      assertThat(session.isOpen()).isTrue();
    }
  }

  @Test
  void a_client_that_reads_no_more_gets_no_more_than_the_limit() throws Exception {
    var limits = new Limits(8, 20, 8, 16, 1 << 20, 1 << 20, 10, 1 << 20, 32);
    try (var server =
            new ServerFixture(
                folder, InetAddress.getByName("127.0.0.1"), config -> config.with(limits));
        var proxy = proxy(server, "", "");
        var _ = TestClient.open(proxy.address(), server.hash(), "/oriel")) {
      var session = server.session();

      proxy.change(Impairments.NONE, Impairments.parse("loss=100%"));
      int taken = 0;
      while (taken < 10_000 && create(session, taken, WebTransportSession.NO_DEADLINE) != null) {
        taken++;
      }

      assertThat(taken).isLessThan(10_000);
      assertThat(session.unfinishedStreams()).isLessThanOrEqualTo(10);
      assertThat(session.unfinishedBytes()).isLessThanOrEqualTo(1 << 20);
    }
  }

  @Test
  void a_clients_port_changes_in_the_middle() throws Exception {
    try (var server = new ServerFixture(folder);
        var proxy = proxy(server, "delay=5ms", "delay=5ms");
        var client = TestClient.open(proxy.address(), server.hash(), "/oriel");
        var pinger = Executors.newSingleThreadScheduledExecutor()) {
      var listener = server.listener();
      var session = listener.session.get();
      InetSocketAddress before = session.peer();

      // The host learns the new address from what the client sends: a page pings all the time.
      pinger.scheduleAtFixedRate(() -> client.send(new byte[] {1}), 0, 20, TimeUnit.MILLISECONDS);
      stream(session, 60, WebTransportSession.NO_DEADLINE);
      proxy.moveClients(InetAddress.getByName("127.0.0.1"));
      stream(session, 120, WebTransportSession.NO_DEADLINE);
      // Of those under way to the old address some may be missing for good: see the README.
      int came = 0;
      boolean last = false;
      while (!last || came < 90) {
        TestMessage message = client.message();
        assertThat(message).as("frame %s", came).isNotNull();
        last |= ByteBuffer.wrap(message.bytes()).getLong() == 119;
        came++;
      }
      System.out.printf("port changed: %d of 180 frames came%n", came);

      InetSocketAddress moved = listener.moves.poll(60, TimeUnit.SECONDS);
      assertThat(moved).isEqualTo(session.peer()).isNotEqualTo(before);
      assertThat(moved.getAddress()).isEqualTo(before.getAddress());
      assertThat(udpPorts()).contains(moved.getPort());
      assertThat(client.datagram()).containsExactly(1);
      assertThat(session.stats().takenNanos()).isPositive();
      pinger.shutdownNow();
    }
  }

  /// Of this machine: `proc_pid_net(5)`, the second field of each line is `address:port`, in hex.
  private static List<Integer> udpPorts() throws Exception {
    List<Integer> ports = new ArrayList<>();
    for (String table : List.of("/proc/net/udp", "/proc/net/udp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split("[ :]+");
        if (fields[0].matches("[0-9]+")) {
          ports.add(Integer.parseInt(fields[2], 16));
        }
      }
    }
    return ports;
  }

  @Test
  void it_works_over_ipv6() throws Exception {
    InetAddress loopback = InetAddress.getByName("::1");
    Assumptions.assumeTrue(
        NetworkInterface.getByInetAddress(loopback) != null, "this machine has no IPv6 loopback");
    try (var server = new ServerFixture(folder, loopback, config -> config);
        var client = server.client()) {
      var session = server.session();

      assertThat(session.peer().getAddress()).isEqualTo(loopback);
      stream(session, 20, WebTransportSession.NO_DEADLINE);
      for (int i = 0; i < 20; i++) {
        assertThat(client.message().whole()).isTrue();
      }
    }
  }

  private static LossProxy proxy(ServerFixture server, String up, String down) throws Exception {
    return LossProxy.start(
        new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0),
        server.address(),
        up.isEmpty() ? Impairments.NONE : Impairments.parse(up),
        down.isEmpty() ? Impairments.NONE : Impairments.parse(down));
  }

  /// Frames at 60 a second; returns when the last one is created.
  private static Map<Long, Long> stream(WebTransportSession session, int frames, long patience) {
    var sent = new ConcurrentHashMap<Long, Long>();
    long next = System.nanoTime();
    for (long i = 0; i < frames; i++) {
      sent.put(i, System.nanoTime());
      boolean forever = patience == WebTransportSession.NO_DEADLINE;
      long deadline = forever ? patience : System.nanoTime() + patience;
      while (create(session, i, deadline) == null) { // too many wait: the machine is busy
        assertThat(session.isOpen()).isTrue();
        LockSupport.parkNanos(1_000_000);
      }
      next += INTERVAL_NANOS;
      while (System.nanoTime() < next) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
    return sent;
  }

  private static OutgoingStream create(WebTransportSession session, long number, long deadline) {
    return session.createUni(
        number,
        ByteBuffer.allocate(8).putLong(0, number),
        MemorySegment.ofArray(new byte[BYTES]),
        3,
        deadline);
  }
}
