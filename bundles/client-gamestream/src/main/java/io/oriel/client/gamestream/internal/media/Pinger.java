package io.oriel.client.gamestream.internal.media;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The ping that tells a host where to send, each 500 ms from the receiving socket: 16 characters
/// and a counter, or the old four bytes (GameStream protocol notes §3.1). Receive thread only.
final class Pinger {
  private static final long PERIOD_NANOS = 500_000_000;

  private final InetSocketAddress host;
  private final byte[] bytes;
  private int count;
  private long nextNanos = System.nanoTime();

  Pinger(InetSocketAddress host, String payload) {
    this.host = host;
    this.bytes =
        payload.isEmpty()
            ? "PING".getBytes(StandardCharsets.US_ASCII)
            : ByteBuffer.allocate(20).put(payload.getBytes(StandardCharsets.US_ASCII)).array();
  }

  void pingIfDue(DatagramSocket socket, long nanos) throws IOException {
    if (nanos - nextNanos < 0) {
      return;
    }
    nextNanos = nanos + PERIOD_NANOS;
    if (bytes.length == 20) {
      count++;
      ByteBuffer.wrap(bytes).putInt(16, count);
    }
    socket.send(new DatagramPacket(bytes, bytes.length, host));
  }
}
