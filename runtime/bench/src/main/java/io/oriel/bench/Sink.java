package io.oriel.bench;

import io.oriel.media.core.MediaThread;
import io.oriel.media.wire.UdpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A socket on loopback whose datagrams a thread of its own reads and forgets.
final class Sink implements AutoCloseable {
  private static final int BUFFER_BYTES = 8 << 20;
  private static final int LONGEST = 2048;
  private static final long WAIT_NANOS = 100_000_000;

  private final UdpSocket socket;

  Sink() throws IOException {
    socket = open();
    MediaThread.start("oriel-b-sink", this::drain, _ -> socket.close());
  }

  /// A socket on loopback with a port of its own.
  static UdpSocket open() throws IOException {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return UdpSocket.open(
        new UdpSocket.Settings(loopback, BUFFER_BYTES, 0).receiveBuffer(BUFFER_BYTES).coalescing());
  }

  InetSocketAddress address() {
    return socket.local();
  }

  private void drain() {
    var receiver = socket.receiver(LONGEST, 64);
    byte[] datagram = new byte[LONGEST];
    try {
      while (!socket.isClosed()) {
        receiver.receive(datagram, WAIT_NANOS);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the sink broke", e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
