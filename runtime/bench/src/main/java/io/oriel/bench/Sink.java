package io.oriel.bench;

import io.oriel.media.core.MediaThread;
import io.oriel.media.wire.UdpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A socket on loopback whose datagrams a thread of its own reads and forgets.
final class Sink implements AutoCloseable {
  private static final int SEND_BYTES = 4 << 20;
  private static final int RECEIVE_BYTES = 32 << 20; // what 100 ms at 2 Gbit/s take
  private static final int LONGEST = 2048;
  private static final long WAIT_NANOS = 100_000_000;

  private final UdpSocket socket;

  Sink() throws IOException {
    socket = open();
    MediaThread.start("oriel-b-sink", this::drain, _ -> socket.close());
  }

  /// A socket on loopback with a port of its own. It takes every datagram by itself, as one behind
  /// a network would, so that the sender pays for having bursts cut.
  static UdpSocket open() throws IOException {
    return UdpSocket.open(settings());
  }

  /// The same, but what was sent as a burst arrives as one: cheaper, and the kernel counts a burst
  /// without room as one drop.
  static UdpSocket openCoalescing() throws IOException {
    return UdpSocket.open(settings().coalescing());
  }

  private static UdpSocket.Settings settings() {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new UdpSocket.Settings(loopback, SEND_BYTES, 0).receiveBuffer(RECEIVE_BYTES);
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
