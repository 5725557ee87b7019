package io.oriel.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TcpRelayTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @Test
  void bytes_and_ends_pass_in_both_directions() throws IOException {
    try (var host = new ServerSocket(0, 5, ANY.getAddress());
        var relay = TcpRelay.start(ANY, (InetSocketAddress) host.getLocalSocketAddress());
        var client = connect(relay);
        var served = host.accept()) {
      var question = new byte[100_000];
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  client.getOutputStream().write(question);
                  client.shutdownOutput();
                } catch (IOException _) {
                  // The assertion below then misses bytes.
                }
              });
      assertThat(served.getInputStream().readAllBytes()).hasSize(100_000);

      served.getOutputStream().write(new byte[] {1, 2, 3});
      served.shutdownOutput();

      assertThat(client.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void a_host_that_does_not_answer_closes_the_connection() throws IOException {
    InetSocketAddress gone;
    try (var host = new ServerSocket(0, 5, ANY.getAddress())) {
      gone = (InetSocketAddress) host.getLocalSocketAddress();
    }
    try (var relay = TcpRelay.start(ANY, gone);
        var client = connect(relay)) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void its_end_ends_its_connections_and_frees_its_port() throws IOException {
    try (var host = new ServerSocket(0, 5, ANY.getAddress())) {
      var relay = TcpRelay.start(ANY, (InetSocketAddress) host.getLocalSocketAddress());
      try (var client = connect(relay);
          var served = host.accept()) {
        relay.close();

        assertThat(ended(client)).isTrue();
        assertThat(ended(served)).isTrue();
        assertThatThrownBy(() -> connect(relay)).isInstanceOf(IOException.class);
      }
    }
  }

  private static Socket connect(TcpRelay relay) throws IOException {
    return new Socket(relay.address().getAddress(), relay.address().getPort());
  }

  private static boolean ended(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException _) {
      return true;
    }
  }
}
