package io.oriel.media.wire;

import io.oriel.media.nat.Poller;
import io.oriel.media.wire.internal.nat.InMessage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;

/// Receives over a [UdpSocket], for one thread.
public final class UdpReceiver {
  private final UdpSocket socket;
  private final InMessage message;
  private final Poller poller;

  /// @param longest bytes of a datagram; what is longer is cut
  public UdpReceiver(UdpSocket socket, int longest) {
    this.socket = socket;
    message = new InMessage(longest);
    poller = new Poller(socket.handle.fd(), socket.handle.closingFd());
  }

  /// Waits for a datagram. Allocates nothing.
  ///
  /// @param to takes the datagram's beginning
  /// @param timeoutNanos 0: only look
  /// @return its length; -1: time-out, or the socket was closed
  public int receive(byte[] to, long timeoutNanos) throws IOException {
    if (!socket.handle.enter()) {
      return -1;
    }
    try {
      int length = message.receive(socket.handle.fd());
      if (length < 0 && timeoutNanos > 0 && poller.poll(timeoutNanos) && poller.readable(0)) {
        length = message.receive(socket.handle.fd());
      }
      if (length > 0) {
        int n = Math.min(length, to.length);
        MemorySegment.copy(message.bytes(), ValueLayout.JAVA_BYTE, 0, to, 0, n);
        return n;
      }
      return length;
    } finally {
      socket.handle.exit();
    }
  }

  /// Where the last datagram came from. Makes a new object: not for every packet.
  public InetSocketAddress source() {
    return message.source();
  }
}
