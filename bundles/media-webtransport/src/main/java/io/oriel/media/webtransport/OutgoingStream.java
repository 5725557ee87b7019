package io.oriel.media.webtransport;

import org.osgi.annotation.versioning.ProviderType;

/// A unidirectional stream of the host: one message and its end, written at once.
///
/// Getters and [#reset(int)] may be called by any thread.
@ProviderType
public interface OutgoingStream {
  /// What became of a stream.
  enum State {
    /// Some bytes wait: for the congestion window, or the client allows no further stream.
    UNFINISHED,
    /// QUIC has all bytes, and sends lost ones again by itself.
    SENT,
    /// Reset because its deadline passed first.
    LATE,
    /// Reset by [OutgoingStream#reset(int)].
    RESET,
    /// The client wants no more of it, or the session ended.
    FAILED
  }

  /// As given to [WebTransportSession#createUni].
  long tag();

  /// Bytes of the message.
  int bytes();

  State state();

  /// When it was created, on `System.nanoTime()`'s clock.
  long createdNanos();

  /// Gives it up if it is unfinished; otherwise nothing happens.
  ///
  /// @param code told to the client, 0 … 255; a page sees the reset but not the code: see the
  ///     bundle's README
  void reset(int code);
}
