package io.oriel.media.webtransport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// Hears everything of one session.
///
/// Every method is called on the server's thread and must not block. [#opened] comes first and
/// [#closed] last. A call that throws ends the session.
public interface WebTransportListener {
  /// The session is open.
  void opened(WebTransportSession session);

  /// A datagram came.
  ///
  /// @param bytes its payload, lent for the call; may be empty
  default void datagram(ByteBuffer bytes) {}

  /// The client opened a stream.
  ///
  /// @return who hears it, or `null`: it is refused
  default ClientStreamListener streamOpened(ClientStream stream) {
    return null;
  }

  /// A stream of the host is no longer unfinished; its state says why.
  default void streamEnded(OutgoingStream stream) {}

  /// The client's address changed: its network, or the port of a router in between.
  default void moved(InetSocketAddress to) {}

  /// The session is over; nothing comes afterwards.
  void closed(CloseReason reason);
}
