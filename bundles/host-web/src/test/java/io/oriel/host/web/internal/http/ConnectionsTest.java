package io.oriel.host.web.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private final Connections connections = new Connections();

  @Test
  void an_address_has_so_many_and_a_household_counts_as_one() {
    for (int i = 0; i < Connections.MOST_PER_ADDRESS; i++) {
      assertThat(connections.enter(InetAddress.ofLiteral("2001:db8::" + i))).isTrue();
    }

    assertThat(connections.enter(InetAddress.ofLiteral("2001:db8::ffff"))).isFalse();
    assertThat(connections.enter(InetAddress.ofLiteral("2001:db8:0:1::1"))).isTrue();
    connections.exit(InetAddress.ofLiteral("2001:db8::5"));
    assertThat(connections.enter(InetAddress.ofLiteral("2001:db8::ffff"))).isTrue();
  }

  @Test
  void this_machine_has_many_addresses_and_counts_as_one() {
    for (int i = 0; i < Connections.MOST; i++) {
      assertThat(connections.enter(InetAddress.ofLiteral("127.0.1." + i % 250))).isTrue();
    }

    assertThat(connections.enter(InetAddress.ofLiteral("127.9.9.9"))).isFalse();
    assertThat(connections.enter(InetAddress.ofLiteral("::1"))).isFalse();
    connections.exit(InetAddress.ofLiteral("127.0.1.1"));
    assertThat(connections.enter(InetAddress.ofLiteral("::1"))).isTrue();
  }

  @Test
  void when_the_world_has_them_all_the_owner_still_gets_in() {
    for (int i = 0; i < Connections.MOST; i++) {
      assertThat(connections.enter(InetAddress.ofLiteral("10.0.0." + i % 250))).isTrue();
    }

    assertThat(connections.enter(InetAddress.ofLiteral("10.1.0.1"))).isFalse();
    assertThat(connections.enter(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
  }
}
