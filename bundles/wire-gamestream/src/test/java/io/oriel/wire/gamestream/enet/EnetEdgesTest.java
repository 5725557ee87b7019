package io.oriel.wire.gamestream.enet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnetEdgesTest {
  private static final int DATA = 0xdeadbeef;
  private static final byte[] SENT_TIME = {(byte) 0x80, 0, 0, 0};

  private final EnetTest.World world = new EnetTest.World();

  /// A datagram to the server's first peer, of session 0.
  private void toServer(byte[]... commands) {
    byte[] all = SENT_TIME;
    for (byte[] command : commands) {
      byte[] longer = Arrays.copyOf(all, all.length + command.length);
      System.arraycopy(command, 0, longer, all.length, command.length);
      all = longer;
    }
    world.server.receive(all, all.length, EnetTest.CLIENT, world.now);
  }

  private static byte[] fragment(int start, int count, int number, int total, int offset) {
    byte[] c = new byte[24 + 4];
    Enet.head(c, Enet.FRAGMENT | Enet.WANTS_ACK, 0, start + number & 0xffff);
    Enet.put16(c, 4, start);
    Enet.put16(c, 6, 4);
    Enet.put32(c, 8, count);
    Enet.put32(c, 12, number);
    Enet.put32(c, 16, total);
    Enet.put32(c, 20, offset);
    return c;
  }

  private static byte[] command(int number, int channel, int sequence) {
    byte[] c = new byte[Enet.size(number & 0x0f)];
    Enet.head(c, number, channel, sequence);
    return c;
  }

  private void stillTalks() {
    world.b.log.clear();
    world.send(world.a, 0, "hello", Delivery.RELIABLE);
    world.run(100);
    assertThat(world.b.log).containsExactly("0:hello");
  }

  @Test
  void a_message_that_overtakes_the_connection_is_not_lost() {
    world.client.connect(EnetTest.SERVER, 48, DATA, world.now);
    byte[] connect = world.a.out.removeFirst();
    world.server.receive(connect, connect.length, EnetTest.CLIENT, world.now);
    byte[] verify = world.b.out.removeFirst();
    world.client.receive(verify, verify.length, EnetTest.SERVER, world.now);
    world.a.out.clear(); // the acknowledgement is lost
    world.send(world.a, 0, "first", Delivery.RELIABLE);
    world.client.flush(world.a.peer, world.now);

    world.run(3000);

    assertThat(world.b.log).containsExactly("connected", "0:first");
  }

  @Test
  void a_repeated_connect_makes_no_second_peer() {
    world.client.connect(EnetTest.SERVER, 48, DATA, world.now);
    byte[] connect = world.a.out.getFirst();
    for (int i = 0; i < 20; i++) {
      world.server.receive(connect, connect.length, EnetTest.CLIENT, world.now);
    }

    assertThat(world.b.out).hasSize(1);
    world.run(500);
    assertThat(world.b.log).containsExactly("connected");
  }

  @Test
  void a_flood_of_connections_fills_few_slots_for_a_while_and_leaves_peers_alone() {
    world.connect();
    world.client.flush(world.a.peer, world.now);
    List<byte[]> flood = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      var flooder = new EnetTest.Side();
      flooder.host(1).connect(EnetTest.SERVER, 48, DATA, world.now);
      flood.add(flooder.out.getFirst());
    }
    for (byte[] connect : flood) {
      var from = new InetSocketAddress("127.0.0.7", 9);
      world.server.receive(connect, connect.length, from, world.now);
    }

    assertThat(world.b.out).as("of seven free slots").hasSize(4);
    world.b.out.clear();
    stillTalks();
    world.run(20_000); // nobody acknowledged
    byte[] late = flood.getLast();
    world.server.receive(late, late.length, EnetTest.CLIENT, world.now);
    assertThat(world.b.out).isNotEmpty();
  }

  @Test
  void fragments_that_lie_are_dropped() {
    world.connect();
    int next = 1;
    toServer(fragment(next, 0, 0, 8, 0)); // none
    toServer(fragment(next, 2, 2, 8, 4)); // third of two
    toServer(fragment(next, 2, 1, 8, 6)); // beyond the end
    toServer(fragment(next, 2, 1, 8, -4));
    toServer(fragment(next, 2, 0, Integer.MAX_VALUE, 0));
    toServer(fragment(next, Integer.MAX_VALUE, 0, 8, 0));
    toServer(fragment(next, 2, 0, 8, 0));
    toServer(fragment(next, 3, 1, 8, 4)); // of another message's shape
    assertThat(world.b.log).isEmpty();
    toServer(fragment(next, 2, 1, 8, 4));

    assertThat(world.b.log).hasSize(1);
  }

  @Test
  void what_is_sent_ahead_in_many_channels_fills_no_more_than_one_peers_share() {
    world.connect();
    for (int channel = 0; channel < 48; channel++) {
      for (int i = 0; i < 100; i++) {
        byte[] c = new byte[6 + 1000];
        Enet.head(c, Enet.RELIABLE | Enet.WANTS_ACK, channel, i + 2); // the first never comes
        Enet.put16(c, 4, 1000);
        toServer(c);
      }
    }
    world.b.out.removeIf(datagram -> datagram.length != 2 + 8); // one acknowledgement each

    assertThat(world.b.out).hasSizeBetween(200, InBudget.BYTES / 1000);
    world.b.out.clear();
    world.send(world.a, 47, "in order", Delivery.RELIABLE);
    world.run(100);
    assertThat(world.b.log).as("needs no room").containsExactly("47:in order");
  }

  @Test
  void acknowledgements_of_nothing_and_commands_out_of_place_change_nothing() {
    world.connect();
    for (int i = 0; i < 300; i++) {
      toServer(
          command(Enet.ACKNOWLEDGE, i & 0xff, i),
          command(Enet.VERIFY_CONNECT | Enet.WANTS_ACK, 0xff, i),
          command(Enet.CONNECT | Enet.WANTS_ACK, 0xff, i),
          command(Enet.RELIABLE | Enet.WANTS_ACK, 200, 1)); // a channel that is not there
    }

    assertThat(world.b.log).isEmpty();
    stillTalks();
  }

  @Test
  void datagrams_of_another_session_are_dropped() {
    world.connect();
    byte[] c = command(Enet.DISCONNECT | Enet.WITHOUT_SEQUENCE, 0xff, 0);
    byte[] d = new byte[2 + c.length];
    d[0] = 0x10; // session 1
    System.arraycopy(c, 0, d, 2, c.length);

    world.server.receive(d, d.length, EnetTest.CLIENT, world.now);

    assertThat(world.b.log).isEmpty();
    stillTalks();
  }
}
