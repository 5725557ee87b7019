package io.oriel.media.wire;

import java.io.IOException;
import java.net.InetSocketAddress;

/// Sockets for tests, and something to send.
final class Loopback {
  private Loopback() {}

  /// As many times the same datagram.
  static void fill(DatagramBatch batch, byte[] packet, int count) {
    batch.clear();
    for (int i = 0; i < count; i++) {
      batch.add(packet, 0, packet.length);
    }
  }

  /// The best socket there is.
  static UdpSocket open(String address) throws IOException {
    var local = new InetSocketAddress(address, 0);
    return UdpSocket.open(new UdpSocket.Settings(local, 65_536, UdpSocket.DSCP_EXPEDITED));
  }

  /// One that can send in a way.
  static UdpSocket open(String address, SendMethod method) throws IOException {
    var settings = new UdpSocket.Settings(new InetSocketAddress(address, 0), 65_536, 0);
    return method == SendMethod.PORTABLE
        ? UdpSocket.openPortable(settings)
        : UdpSocket.open(settings.priority(5));
  }

  /// Whether the address is one of this machine.
  static boolean opens(String address) {
    try (var socket = open(address)) {
      return !socket.isClosed();
    } catch (IOException e) {
      return false;
    }
  }
}
