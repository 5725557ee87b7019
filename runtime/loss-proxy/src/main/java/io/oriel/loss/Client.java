package io.oriel.loss;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;

/// A client of one port: the host sees it at a port of its own, as behind a router with address
/// translation.
final class Client implements AutoCloseable {
  final DatagramChannel upstream;
  final Exit toHost;
  final Exit toClient;
  // The last datagram of either direction; two threads write, and either's time will do.
  volatile long seenNanos;

  private Client(DatagramChannel upstream, DatagramChannel listening, SocketAddress address) {
    this.upstream = upstream;
    // A connected channel cannot send an empty datagram; it counts as unsendable.
    this.toHost = datagram -> upstream.write(datagram) > 0;
    this.toClient =
        datagram -> {
          boolean empty = !datagram.hasRemaining();
          return listening.send(datagram, address) > 0 || empty;
        };
    this.seenNanos = System.nanoTime();
  }

  static Client open(InetSocketAddress host, DatagramChannel listening, SocketAddress address)
      throws IOException {
    DatagramChannel upstream = DatagramChannel.open();
    try {
      Sockets.prepare(upstream);
      upstream.connect(host);
      return new Client(upstream, listening, address);
    } catch (IOException | RuntimeException e) {
      upstream.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    upstream.close();
  }
}
