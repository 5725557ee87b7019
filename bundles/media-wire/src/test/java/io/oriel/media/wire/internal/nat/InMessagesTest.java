package io.oriel.media.wire.internal.nat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.media.nat.ErrnoException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class InMessagesTest {
  @Test
  void nothing_is_handed_out_twice_after_a_failed_call() throws Exception {
    var loopback = InetAddress.getByName("127.0.0.1");
    try (var handle = new UdpHandle(new InetSocketAddress(loopback, 0));
        var client = new DatagramSocket()) {
      client.send(new DatagramPacket(new byte[8], 8, handle.local()));
      var messages = new InMessages(4, 64);
      assertThat(messages.fetch(handle.fd())).isTrue();
      assertThat(messages.next()).isTrue();

      assertThatThrownBy(() -> messages.fetch(-1)).isInstanceOf(ErrnoException.class);

      assertThat(messages.next()).isFalse();
    }
  }
}
