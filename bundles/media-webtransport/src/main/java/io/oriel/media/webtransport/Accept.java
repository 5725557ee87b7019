package io.oriel.media.webtransport;

/// Decides whether a client gets a session.
@FunctionalInterface
public interface Accept {
  /// Called once for each CONNECT request, on the server's thread: it must not block.
  ///
  /// An exception refuses the request with status 500.
  Decision decide(ConnectRequest request);
}
