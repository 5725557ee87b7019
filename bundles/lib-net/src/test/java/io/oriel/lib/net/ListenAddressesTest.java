package io.oriel.lib.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenAddressesTest {
  @Test
  void listening_on_one_address_announces_there_only() throws Exception {
    List<InetAddress> bound = ListenAddresses.of("127.0.0.1");

    assertThat(bound).containsExactly(InetAddress.getByName("127.0.0.1"));
    assertThat(ListenAddresses.announced(bound)).isEqualTo(bound);
  }

  @Test
  void an_interface_can_be_named() throws Exception {
    assertThat(ListenAddresses.of("lo")).contains(InetAddress.getByName("127.0.0.1"));
  }

  @Test
  void nothing_means_everywhere_but_loopback_is_not_announced() throws Exception {
    List<InetAddress> bound = ListenAddresses.of("  ");

    assertThat(bound).hasSize(1).allMatch(InetAddress::isAnyLocalAddress);
    assertThat(ListenAddresses.announced(bound)).noneMatch(InetAddress::isLoopbackAddress);
  }

  @Test
  void an_address_of_another_machine_is_named_in_the_error() {
    assertThatThrownBy(() -> ListenAddresses.of("192.0.2.77"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("192.0.2.77");
  }

  @Test
  void people_are_shown_what_they_can_type() throws Exception {
    InetAddress here = InetAddress.getByName("127.0.0.1");

    assertThat(ListenAddresses.shown(here)).containsExactly(here);
    assertThat(ListenAddresses.shown(InetAddress.getByName("0.0.0.0")))
        .isNotEmpty()
        .noneMatch(InetAddress::isAnyLocalAddress);
  }
}
