package io.oriel.media.wire;

import java.io.IOException;
import java.net.InetSocketAddress;

/// Receives datagrams over a [UdpSocket], which makes it; for one thread, save for the counters.
///
/// Datagrams are taken from the kernel several at a time and handed out one by one, so that most
/// calls of [#receive] are a copy and no system call. Memory is bounded by what the receiver was
/// made with; what arrives while nobody receives waits in the socket's buffer, and what does not
/// fit there is counted by [UdpSocket#receiveDrops()].
public sealed interface DatagramReceiver permits NativeReceiver, ChannelReceiver {
  /// Waits for a datagram. Allocates nothing.
  ///
  /// @param to takes the datagram, from `offset` on
  /// @param timeoutNanos 0: only look
  /// @return its length, 0 … ; -1: time-out, or the socket was closed
  int receive(byte[] to, int offset, long timeoutNanos) throws IOException;

  /// As [#receive(byte[],int,long)] into an array's beginning.
  default int receive(byte[] to, long timeoutNanos) throws IOException {
    return receive(to, 0, timeoutNanos);
  }

  /// Where the last datagram came from, `null` before the first. Makes a new object: not for every
  /// packet. The receiving thread.
  InetSocketAddress source();

  /// Datagrams handed out. Any thread.
  long datagrams();

  /// Datagrams thrown away because they were longer than the receiver, or the array it was given,
  /// has room for. Any thread.
  long oversized();
}
