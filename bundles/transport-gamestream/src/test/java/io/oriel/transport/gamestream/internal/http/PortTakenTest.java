package io.oriel.transport.gamestream.internal.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.transport.gamestream.internal.GameStreamContext;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortTakenTest {
  @Test
  void a_port_held_by_another_program_is_named() throws Exception {
    var trust = new FakeTrust(TestIdentity.make());
    try (var held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var web =
            new WebServer(
                new GameStreamContext(trust, null, null, null, null, null, null),
                () -> 0,
                System::nanoTime)) {
      assertThatThrownBy(
              () -> web.listen(List.of(InetAddress.getLoopbackAddress()), held.getLocalPort(), 0))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining("port " + held.getLocalPort());
    }
  }
}
