package io.oriel.api.web;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/// A part of the host's web server, registered as a service: everything below one path.
///
/// The server has checked host name, origin and size before an endpoint is asked, and knows the
/// caller. It ends calls and sockets of an endpoint whose service goes away.
@ConsumerType
public interface WebEndpoint {
  /// Who may call.
  enum Access {
    /// Anybody who reaches the port.
    ANYBODY,
    /// Paired clients that are logged in.
    CLIENTS,
    /// Paired clients and guests with a link.
    GUESTS
  }

  /// Where it lies: `/whep`. One segment, lower-case letters, digits and `-`; `/` is the page and
  /// gets what no other endpoint takes.
  String path();

  /// Who may call.
  Access access();

  /// Longest body of a call, in bytes, up to 16 MiB. Longer ones are answered with 413.
  default int mostBodyBytes() {
    return 64 << 10;
  }

  /// Answers a call. A virtual thread of the call; may block.
  WebReply handle(WebCall call) throws IOException;

  /// Somebody asks for a WebSocket at this path. A virtual thread.
  ///
  /// @param socket valid until it is closed
  /// @return who hears it; empty: refused with 404
  default Optional<WebSocketListener> open(WebCall call, WebSocket socket) throws IOException {
    return Optional.empty();
  }
}
