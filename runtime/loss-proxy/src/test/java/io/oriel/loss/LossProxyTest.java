package io.oriel.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LossProxyTest {
  private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int QUIET_MILLIS = 200;
  private DatagramSocket host;
  private DatagramSocket client;
  private LossProxy proxy;

  @BeforeEach
  void open() throws SocketException {
    host = socket();
    client = socket();
  }

  @AfterEach
  void close() throws IOException {
    if (proxy != null) {
      proxy.close();
    }
    host.close();
    client.close();
  }

  @Test
  void datagrams_of_every_length_pass_in_both_directions() throws IOException {
    start("none", "none");

    for (int length : new int[] {1400, 1, 2048, 2049, 65_507}) {
      send(client, new byte[length]);
      DatagramPacket arrived = receive(host);
      assertThat(arrived.getLength()).isEqualTo(length);
      arrived.setData(pattern(length));
      host.send(arrived);
      DatagramPacket answer = receive(client);
      assertThat(Arrays.copyOf(answer.getData(), answer.getLength())).isEqualTo(pattern(length));
      assertThat(answer.getPort()).isEqualTo(proxy.address().getPort());
    }

    awaitCount(Counts::sentBytes, 1400 + 1 + 2048 + 2049 + 65_507);
    assertThat(proxy.up().sent()).isEqualTo(5);
    assertThat(proxy.down().sent()).isEqualTo(5);
  }

  @Test
  void waiting_datagrams_of_every_length_arrive_unchanged() throws IOException {
    start("none", "delay=5ms,jitter=4ms,order=kept");

    DatagramPacket hello = hello();
    for (int length : new int[] {1400, 0, 1, 2048, 2049, 65_507}) {
      hello.setData(pattern(length));
      host.send(hello);
      DatagramPacket answer = receive(client);
      assertThat(Arrays.copyOf(answer.getData(), answer.getLength())).isEqualTo(pattern(length));
    }
  }

  @Test
  void the_host_sees_every_client_at_a_port_of_its_own_and_answers_find_back() throws IOException {
    start("none", "none");
    try (var other = socket()) {
      send(client, new byte[] {1});
      DatagramPacket first = receive(host);
      send(other, new byte[] {2});
      DatagramPacket second = receive(host);
      assertThat(second.getPort()).isNotEqualTo(first.getPort());

      host.send(second);
      host.send(first);

      assertThat(receive(other).getData()[0]).isEqualTo((byte) 2);
      assertThat(receive(client).getData()[0]).isEqualTo((byte) 1);
      assertThat(proxy.clients()).isEqualTo(2);
    }
  }

  @Test
  void clients_that_move_are_seen_elsewhere_and_notice_nothing() throws IOException {
    start("none", "none");
    send(client, new byte[] {1});
    DatagramPacket before = receive(host);

    proxy.moveClients(InetAddress.getByName("127.0.0.3"));

    DatagramPacket after;
    do { // it may take a moment, as in a real network
      send(client, new byte[] {2});
      after = receive(host);
    } while (after.getSocketAddress().equals(before.getSocketAddress()));
    assertThat(after.getAddress().getHostAddress()).isEqualTo("127.0.0.3");
    assertThat(after.getPort()).isNotEqualTo(before.getPort());
    after.setData(new byte[] {3});
    host.send(after);
    assertThat(receive(client).getData()[0]).isEqualTo((byte) 3);
    assertThat(proxy.clients()).isOne();
    assertThatThrownBy(() -> proxy.moveClients(InetAddress.getByName("192.0.2.1")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("192.0.2.1");
  }

  @Test
  void exactly_those_are_lost_that_the_model_loses() throws IOException {
    String settings = "loss=10%,burst=2%/30%,seed=5";
    start("none", settings);
    var model = new Impairer(Impairments.parse(settings));
    var expected = new ArrayList<Integer>();
    DatagramPacket hello = hello();

    var arrived = new ArrayList<Integer>();
    for (int n = 0; n < 1_000; n++) {
      if (model.offer(n, 4, new long[2]) > 0) {
        expected.add(n);
      }
      number(hello, n);
      host.send(hello);
      if (n % 100 == 99) {
        drain(arrived, expected.size());
      }
    }

    assertThat(arrived).isEqualTo(expected);
    assertThat(proxy.down().dropped()).isEqualTo(1_000 - expected.size());
  }

  @Test
  void nothing_leaves_before_its_delay_and_little_long_after() throws IOException {
    start("delay=30ms", "none");
    var late = new ArrayList<Long>();

    for (int n = 0; n < 50; n++) {
      long sent = System.nanoTime();
      send(client, new byte[100]);
      receive(host);
      late.add(System.nanoTime() - sent - 30_000_000);
    }

    late.sort(null);
    assertThat(late.getFirst()).isNotNegative();
    assertThat(late.get(25)).isLessThan(20_000_000);
  }

  @Test
  void reordered_and_doubled_datagrams_arrive_so() throws IOException {
    start("none", "reorder=20%,reorder-by=20ms,duplicate=10%,seed=3");
    DatagramPacket hello = hello();
    for (int n = 0; n < 200; n++) {
      number(hello, n);
      host.send(hello);
    }

    awaitCount(Counts::received, 200);
    var arrived = new ArrayList<Integer>();
    drain(arrived, 200);
    Counts counts = proxy.down();
    drain(arrived, (int) counts.departing());

    assertThat(arrived.stream().distinct().count()).isEqualTo(200);
    assertThat(counts.duplicated()).isBetween(5L, 40L);
    assertThat(counts.reordered()).isBetween(15L, 70L);
    assertThat(arrived).isNotEqualTo(arrived.stream().sorted().toList());
  }

  @Test
  void a_rate_limit_spaces_and_its_full_queue_drops() throws IOException {
    // 1028 bytes with headers: 31 fit into the queue, 4.112 ms each
    start("none", "rate=2mbit,queue=32000");
    DatagramPacket hello = hello();
    hello.setData(new byte[1000]);
    for (int n = 0; n < 100; n++) {
      host.send(hello);
    }

    var arrivals = new ArrayList<Long>();
    receive(client);
    arrivals.add(System.nanoTime());
    while (arrivals.size() < 31) {
      receive(client);
      arrivals.add(System.nanoTime());
    }

    assertThat(proxy.down().queueFull()).isBetween(30L, 69L);
    assertThat(arrivals.getLast() - arrivals.getFirst()).isBetween(110_000_000L, 2_000_000_000L);
  }

  @Test
  void settings_change_while_it_runs() throws IOException {
    start("none", "none");
    DatagramPacket hello = hello();

    proxy.change(Impairments.NONE, Impairments.parse("loss=100%"));
    host.send(hello);
    awaitCount(Counts::lost, 1);
    proxy.change(Impairments.NONE, Impairments.parse("mtu=500"));
    hello.setData(new byte[473]);
    host.send(hello);
    awaitCount(Counts::tooLong, 1);
    hello.setData(new byte[472]);
    host.send(hello);

    assertThat(receive(client).getLength()).isEqualTo(472);
  }

  @Test
  void there_are_never_more_clients_than_allowed_and_idle_ones_make_place() throws Exception {
    var limits = new Limits(2, Duration.ofSeconds(2), 1 << 20);
    proxy = LossProxy.start(List.of(forward()), Impairments.NONE, Impairments.NONE, limits);
    try (var other = socket();
        var third = socket()) {
      send(client, new byte[1]);
      send(other, new byte[1]);
      receive(host);
      receive(host);

      send(third, new byte[1]);
      assertThat(arrives(host)).isFalse();
      assertThat(proxy.refused()).isOne();
      assertThat(proxy.clients()).isEqualTo(2);

      long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      boolean served = false;
      while (!served && System.nanoTime() < deadline) {
        send(third, new byte[1]);
        served = arrives(host);
      }
      assertThat(served).isTrue();
    }
  }

  @Test
  void memory_is_bounded_and_what_does_not_fit_is_counted() throws IOException {
    var limits = new Limits(2, Duration.ofMinutes(1), 1 << 20);
    Impairments slow = Impairments.parse("delay=60s");
    proxy = LossProxy.start(List.of(forward()), Impairments.NONE, slow, limits);
    DatagramPacket hello = hello();
    hello.setData(new byte[1400]);
    for (int n = 0; n < 2_000; n++) {
      host.send(hello);
      if (n % 50 == 49) {
        awaitCount(Counts::received, n + 1);
      }
    }

    int buffers = 3 * 128 + 4;
    awaitCount(Counts::overflowed, 2_000 - buffers);
    assertThat(proxy.down().waiting()).isEqualTo(buffers);
  }

  @Test
  void a_host_that_is_not_there_yet_harms_nothing() throws IOException {
    start("none", "none");
    int port = host.getLocalPort();
    host.close();
    for (int n = 0; n < 20; n++) {
      send(client, new byte[1]);
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (proxy.up().received() < 20 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }

    host = new DatagramSocket(new InetSocketAddress(LOCAL, port));
    host.setSoTimeout(PATIENCE_MILLIS);
    boolean arrived = false;
    for (int n = 0; n < 5 && !arrived; n++) {
      send(client, new byte[1]);
      arrived = arrives(host);
    }

    assertThat(arrived).isTrue();
  }

  @Test
  void a_port_in_use_is_named_and_the_others_are_left() throws IOException {
    try (var held = socket()) {
      var free = new InetSocketAddress(LOCAL, 0);
      var to = (InetSocketAddress) host.getLocalSocketAddress();
      var forwards =
          List.of(
              new Forward(free, to),
              new Forward((InetSocketAddress) held.getLocalSocketAddress(), to));

      assertThatThrownBy(
              () -> LossProxy.start(forwards, Impairments.NONE, Impairments.NONE, Limits.USUAL))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen on UDP")
          .hasMessageContaining(":" + held.getLocalPort());
    }
  }

  @Test
  void after_its_end_nothing_is_left() throws IOException {
    start("delay=10s", "none");
    send(client, new byte[1]);
    InetSocketAddress was = proxy.address();
    proxy.close();
    proxy.close();

    try (var again = new DatagramSocket(was)) {
      assertThat(again.isBound()).isTrue();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("loss-"));
  }

  private void start(String up, String down) throws IOException {
    proxy =
        LossProxy.start(
            forward().listen(), forward().to(), Impairments.parse(up), Impairments.parse(down));
  }

  private Forward forward() {
    return new Forward(
        new InetSocketAddress(LOCAL, 0), (InetSocketAddress) host.getLocalSocketAddress());
  }

  /// Makes the client known and returns a packet that goes to it from the host.
  private DatagramPacket hello() throws IOException {
    send(client, new byte[4]);
    return receive(host);
  }

  private void send(DatagramSocket from, byte[] bytes) throws IOException {
    from.send(new DatagramPacket(bytes, bytes.length, proxy.address()));
  }

  private void awaitCount(ToLongFunction<Counts> which, long count) {
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (which.applyAsLong(proxy.down()) < count && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(which.applyAsLong(proxy.down())).isGreaterThanOrEqualTo(count);
  }

  private void drain(List<Integer> into, int until) throws IOException {
    while (into.size() < until) {
      into.add(ByteBuffer.wrap(receive(client).getData()).getInt());
    }
  }

  private static void number(DatagramPacket packet, int n) {
    packet.setData(ByteBuffer.allocate(4).putInt(n).array());
  }

  private static byte[] pattern(int length) {
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 7 + length);
    }
    return bytes;
  }

  private static boolean arrives(DatagramSocket at) throws IOException {
    at.setSoTimeout(QUIET_MILLIS);
    try {
      receive(at);
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } finally {
      at.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  private static DatagramPacket receive(DatagramSocket at) throws IOException {
    var packet = new DatagramPacket(new byte[65_507], 65_507);
    at.receive(packet);
    return packet;
  }

  private static DatagramSocket socket() throws SocketException {
    var socket = new DatagramSocket(new InetSocketAddress(LOCAL, 0));
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }
}
