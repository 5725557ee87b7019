package io.oriel.loss;

import java.io.IOException;
import java.net.InetAddress;
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

  private final DatagramChannel listening;
  private final SocketAddress address;

  private Client(DatagramChannel upstream, DatagramChannel listening, SocketAddress address) {
    this.listening = listening;
    this.address = address;
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

  /// @param source the local address that the host sees; `null`: the usual one
  static Client open(
      InetSocketAddress host, InetAddress source, DatagramChannel listening, SocketAddress address)
      throws IOException {
    DatagramChannel upstream = DatagramChannel.open();
    try {
      Sockets.prepare(upstream);
      if (source != null) {
        upstream.bind(new InetSocketAddress(source, 0));
      }
      upstream.connect(host);
      return new Client(upstream, listening, address);
    } catch (IOException | RuntimeException e) {
      upstream.close();
      throw e;
    }
  }

  /// The same client at another address; what still waits for the old one is not sent.
  Client moved(InetSocketAddress host, InetAddress source) throws IOException {
    var moved = open(host, source, listening, address);
    close();
    return moved;
  }

  @Override
  public void close() throws IOException {
    upstream.close();
  }
}
