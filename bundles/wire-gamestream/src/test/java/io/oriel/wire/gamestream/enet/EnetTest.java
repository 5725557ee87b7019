package io.oriel.wire.gamestream.enet;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.wire.gamestream.Vectors;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnetTest {
  static final InetSocketAddress CLIENT = new InetSocketAddress("127.0.0.1", 1000);
  static final InetSocketAddress SERVER = new InetSocketAddress("127.0.0.1", 2000);
  private static final int DATA = 0xdeadbeef;

  /// Records what happens, and carries datagrams to the other side, losing some.
  static final class Side implements EnetEvents {
    final List<String> log = new ArrayList<>();
    final List<byte[]> out = new ArrayList<>();
    EnetPeer peer;
    boolean moves;

    EnetHost host(int peers) {
      return new EnetHost(peers, 255, (to, b, n) -> out.add(Arrays.copyOf(b, n)), this);
    }

    @Override
    public boolean expected(int data, InetSocketAddress from) {
      return data == DATA;
    }

    @Override
    public void connected(EnetPeer p) {
      peer = p;
      log.add("connected");
    }

    @Override
    public void message(EnetPeer p, int channel, byte[] b, int at, int n) {
      log.add(channel + ":" + new String(b, at, n, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void stray(EnetPeer p, InetSocketAddress from, byte[] b, int at, int n) {
      if (moves) {
        p.moved(from);
      }
    }

    @Override
    public void disconnected(EnetPeer p, Reason reason) {
      log.add("gone " + reason);
    }
  }

  private static byte[] datagram(String name) {
    for (var e : Vectors.file("enet.json").getAsJsonArray("datagrams")) {
      var d = e.getAsJsonObject();
      if (d.get("name").getAsString().startsWith(name)) {
        return Vectors.bytes(d, "datagram");
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void the_recorded_connection_is_served_byte_by_byte() {
    var side = new Side();
    var host = side.host(4);

    receive(host, datagram("client CONNECT"), 0x18);
    assertThat(side.out.removeFirst()).isEqualTo(datagram("host VERIFY_CONNECT"));
    receive(host, datagram("client ACK of VERIFY_CONNECT"), 0x20);
    assertThat(side.log).containsExactly("connected");
    assertThat(side.out.removeFirst()).isEqualTo(Vectors.hex("000001ff000200020c84"));
    receive(host, datagram("client BANDWIDTH_LIMIT"), 0x21);
    receive(host, datagram("client SEND_RELIABLE"), 0x22);
    assertThat(side.log).hasSize(2);
    receive(host, datagram("client SEND_RELIABLE"), 0x23);
    assertThat(side.log).as("a repeated message").hasSize(2);
    assertThat(side.out).as("is acknowledged again").hasSize(3);
    side.out.clear();
    byte[] sent = datagram("host SEND_RELIABLE");
    assertThat(side.peer.send(0, sent, 10, sent.length - 10, Delivery.RELIABLE)).isTrue();
    host.flush(side.peer, 0x80);
    assertThat(side.out.removeFirst()).isEqualTo(sent);
    receive(host, datagram("client SEND_UNSEQUENCED"), 0x90);
    receive(host, datagram("client SEND_UNSEQUENCED"), 0x91);
    assertThat(side.log).hasSize(3);
    receive(host, datagram("client DISCONNECT"), 0x99);
    assertThat(side.log).last().isEqualTo("gone REMOTE");
    assertThat(side.out).last().isEqualTo(Vectors.hex("000001ff000400041fa5"));
  }

  private static void receive(EnetHost host, byte[] b, long now) {
    host.receive(b, b.length, CLIENT, now);
  }

  @Test
  void unknown_connect_data_is_not_answered() {
    var side = new Side();
    var host = side.host(4);
    byte[] connect = datagram("client CONNECT");
    connect[connect.length - 1] ^= 1;

    receive(host, connect, 0);

    assertThat(side.out).isEmpty();
    assertThat(side.log).isEmpty();
  }

  /// Two hosts, a clock, and a network that loses, repeats and swaps.
  static final class World {
    final Side a = new Side();
    final Side b = new Side();
    final EnetHost client = a.host(1);
    final EnetHost server = b.host(8);
    final Random random = new Random(42);
    long now = 1000;
    double loss;

    void run(long millis) {
      for (long end = now + millis; now < end; now += 5) {
        carry(a, server, CLIENT);
        carry(b, client, SERVER);
        client.service(now);
        server.service(now);
      }
    }

    private void carry(Side from, EnetHost to, InetSocketAddress address) {
      var batch = new ArrayList<>(from.out);
      from.out.clear();
      if (loss > 0) {
        java.util.Collections.shuffle(batch, random);
      }
      for (byte[] d : batch) {
        for (int i = random.nextDouble() < loss ? 2 : 1; i > 0; i--) {
          if (random.nextDouble() >= loss) {
            to.receive(d, d.length, address, now);
          }
        }
      }
    }

    void connect() {
      client.connect(SERVER, 48, DATA, now);
      run(3000);
      assertThat(a.log).contains("connected");
      assertThat(b.log).contains("connected");
      a.log.clear();
      b.log.clear();
    }

    void send(Side side, int channel, String text, Delivery delivery) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      assertThat(side.peer.send(channel, bytes, 0, bytes.length, delivery)).isTrue();
    }
  }

  @Test
  void reliable_messages_arrive_once_and_in_order_in_spite_of_loss() {
    var world = new World();
    world.loss = 0.2;
    world.connect();
    var expected = new ArrayList<String>();
    for (int i = 0; i < 300; i++) {
      String text = i % 50 == 7 ? ("long " + i + " ").repeat(400) : "message " + i;
      world.send(world.a, 3, text, Delivery.RELIABLE);
      world.send(world.b, 0, "back " + i, Delivery.RELIABLE);
      expected.add("3:" + text);
      world.run(10);
    }
    world.run(20_000);

    assertThat(world.b.log).isEqualTo(expected);
    assertThat(world.a.log).hasSize(300);
    assertThat(world.a.peer.settled()).isTrue();
    assertThat(world.a.peer.roundTripMillis()).isBetween(1L, 500L);
  }

  @Test
  void sequence_numbers_wrap() {
    var world = new World();
    world.connect();
    for (int i = 0; i < 70_000; i++) {
      world.send(world.a, 0, "x", Delivery.RELIABLE);
      if (i % 20 == 0) {
        world.run(10);
      }
    }
    world.run(100);

    assertThat(world.b.log).hasSize(70_000);
  }

  @Test
  void unreliable_messages_never_arrive_late() {
    var world = new World();
    world.connect();
    world.send(world.a, 1, "r1", Delivery.RELIABLE);
    world.send(world.a, 1, "u1", Delivery.UNRELIABLE);
    world.send(world.a, 1, "u2", Delivery.UNRELIABLE);
    world.send(world.a, 1, "r2", Delivery.RELIABLE);
    world.send(world.a, 1, "u3", Delivery.UNRELIABLE);
    world.send(world.a, 60, "free", Delivery.UNSEQUENCED);
    world.run(100);

    assertThat(world.b.log).containsExactly("1:r1", "1:u1", "1:u2", "1:r2", "1:u3", "0:free");
  }

  @Test
  void a_goodbye_waits_for_what_was_sent_before() {
    var world = new World();
    world.connect();
    world.send(world.b, 0, "last words", Delivery.RELIABLE);
    world.b.peer.disconnectLater(0);
    world.run(200);

    assertThat(world.a.log).containsExactly("0:last words", "gone REMOTE");
    assertThat(world.b.log).containsExactly("gone LOCAL");
  }

  @Test
  void a_silent_peer_is_given_up_after_the_timeout() {
    var world = new World();
    world.connect();
    world.loss = 1;
    world.run(9000);
    assertThat(world.b.log).isEmpty();
    world.run(3000);

    assertThat(world.b.log).containsExactly("gone TIMEOUT");
  }

  @Test
  void a_peer_moves_only_when_told_so() {
    var world = new World();
    world.connect();
    var elsewhere = new InetSocketAddress("127.0.0.9", 77);
    world.send(world.a, 0, "hello", Delivery.RELIABLE);
    world.client.flush(world.a.peer, world.now);
    byte[] d = world.a.out.getLast();

    world.server.receive(d, d.length, elsewhere, world.now);
    assertThat(world.b.log).isEmpty();
    assertThat(world.b.peer.address()).isEqualTo(CLIENT);
    world.b.moves = true;
    world.server.receive(d, d.length, elsewhere, world.now);

    assertThat(world.b.log).containsExactly("0:hello");
    assertThat(world.b.peer.address()).isEqualTo(elsewhere);
  }
}
