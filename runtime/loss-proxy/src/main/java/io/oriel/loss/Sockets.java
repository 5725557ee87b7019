package io.oriel.loss;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/// Sockets as the proxy wants them.
final class Sockets {
  // Some 40 ms of 1 Gbit/s. The kernel gives what net.core.rmem_max allows.
  private static final int BUFFER = 4 << 20;

  private Sockets() {}

  static void prepare(DatagramChannel channel) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
  }
}
