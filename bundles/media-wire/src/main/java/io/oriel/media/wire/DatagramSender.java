package io.oriel.media.wire;

/// Sends datagrams over a [UdpSocket], which makes it; for one thread, save for the counters.
///
/// ```java
/// var sender = socket.sender(DatagramSender.BURST);
/// var batch = new DatagramBatch(256, 256 * 1400);        // once, reused for every frame
/// …
/// batch.clear();
/// batch.add(packet, offset, length);                     // copies; once per datagram
/// int sent = sender.send(batch, 0, batch.count(), route, deadlineNanos);
/// ```
///
/// Nothing is allocated per datagram (but with [SendMethod#PORTABLE]). Nothing is lost silently:
/// what was asked for is either in [#datagrams()] or in [#drops()].
public sealed interface DatagramSender permits NativeSender, ChannelSender {
  /// Datagrams of a burst where nothing else is asked for: eight already give four fifths of what
  /// one system call for everything would, and a device's queue is not flooded.
  int BURST = 16;

  /// Most datagrams of a burst (`UDP_MAX_SEGMENTS` of older kernels).
  int LONGEST_BURST = 64;

  /// Sends datagrams of a batch in order.
  ///
  /// Waits for room in the socket's buffer and the device's queue until the deadline; what does not
  /// fit by then, or what the network refuses, is dropped and counted.
  ///
  /// @param from index of the first datagram
  /// @param count how many
  /// @param to from the same socket's [UdpSocket#route]
  /// @param deadlineNanos on `System.nanoTime()`'s clock
  /// @return how many were handed to the kernel; 0 once the socket is closed
  int send(DatagramBatch batch, int from, int count, UdpSocket.Route to, long deadlineNanos);

  /// How datagrams go now. It only ever moves on to a simpler one, when the kernel or the network
  /// refuses; the log says so once. The sending thread.
  SendMethod method();

  /// Datagrams handed to the kernel. Any thread.
  long datagrams();

  /// Datagrams that were not: no room in time, too long, or refused. Any thread.
  long drops();

  /// Of the drops, those longer than the path takes ([UdpSocket.Settings#dontFragment()]) or than
  /// any datagram can be. Any thread.
  long oversized();

  /// How often a send had to wait for room. Any thread.
  long retries();
}
