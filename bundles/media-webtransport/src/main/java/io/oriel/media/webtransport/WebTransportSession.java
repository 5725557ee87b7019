package io.oriel.media.webtransport;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/// One client's session. Any thread; nothing here blocks.
@ProviderType
public interface WebTransportSession {
  /// For [#createUni]: this message never becomes late.
  long NO_DEADLINE = Long.MAX_VALUE;

  /// Code of the reset of a message that became late.
  int LATE = 1;

  /// Distinct among the sessions of this process.
  long id();

  /// What the client asked for.
  ConnectRequest request();

  /// The application protocol agreed on, or empty.
  String protocol();

  /// Where the client is now.
  InetSocketAddress peer();

  boolean isOpen();

  /// Sends one message on a stream of its own: bytes and end in one write.
  ///
  /// Both parts are copied, once, before this returns. Streams of one urgency are sent in the order
  /// of their creation. A message whose deadline passes before QUIC has taken all of it is reset
  /// with [#LATE]. [WebTransportListener#streamEnded] tells what became of it.
  ///
  /// @param tag the caller's own number for it
  /// @param head first bytes; consumed
  /// @param body the others, may be empty
  /// @param urgency 0 … 127, lower goes first
  /// @param deadlineNanos on `System.nanoTime()`'s clock, or [#NO_DEADLINE]
  /// @return the stream, or `null`: the session is over, or [Limits#unfinishedStreams()] or
  ///     [Limits#unfinishedBytes()] would be exceeded
  OutgoingStream createUni(
      long tag, ByteBuffer head, MemorySegment body, int urgency, long deadlineNanos);

  /// Streams that QUIC has not taken whole.
  int unfinishedStreams();

  /// Their bytes, whole messages counted.
  long unfinishedBytes();

  /// Sends a datagram, copied before this returns.
  ///
  /// @param bytes consumed
  /// @return `false`: not sent, because it is longer than [#maxDatagramBytes()], too many wait
  ///     ([Limits#datagramQueue()]) or the session is over; `true` promises nothing
  boolean datagram(ByteBuffer bytes);

  /// Longest payload of a datagram now, 0 if the client takes none.
  int maxDatagramBytes();

  /// Figures of the connection, at most [WebTransportConfig#statsInterval()] old.
  WebTransportStats stats();

  /// Ends the session; the client is told.
  ///
  /// @param code for the page's `closed` promise, unsigned 32 bits
  /// @param reason cut to 1024 bytes
  void close(int code, String reason);
}
