package io.oriel.media.webtransport;

import java.util.Objects;

/// Why a session ended.
///
/// @param code the client's or host's own, 0 where nobody gave one; unsigned 32 bits
/// @param text the client's words are untrusted and at most 1024 bytes long
public record CloseReason(By by, int code, String text) {
  /// Who ended it.
  public enum By {
    /// The client, properly.
    CLIENT,
    /// [WebTransportSession#close(int, String)].
    HOST,
    /// Nothing came from the client for the idle time.
    TIMEOUT,
    /// The connection broke, or the client broke the protocol.
    CONNECTION,
    /// The server was closed.
    SERVER
  }

  public CloseReason {
    Objects.requireNonNull(by);
    Objects.requireNonNull(text);
  }
}
