package io.oriel.host.web.internal.http;

import io.oriel.api.web.WebSocketListener;
import java.io.IOException;
import java.util.Optional;

/// Who answers a request.
public interface Route {
  /// Longest body, in bytes.
  int mostBodyBytes();

  /// A virtual thread of the call.
  Answer answer(RequestHead head, byte[] body) throws IOException, Refusal;

  /// A virtual thread of the call.
  ///
  /// @return who hears the socket; empty: there is none here
  default Optional<WebSocketListener> open(RequestHead head, PageSocket socket)
      throws IOException, Refusal {
    return Optional.empty();
  }

  /// Finds the route of a request, before its body is read.
  interface Finder {
    /// A network thread; does not block.
    ///
    /// @throws Refusal the caller may not, or there is nothing
    Route find(RequestHead head) throws Refusal;
  }
}
