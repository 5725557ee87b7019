package io.oriel.api.session;

/// Why a session ended.
public enum EndReason {
  /// The client said so.
  CLIENT_QUIT,
  /// The client went away without a word.
  CLIENT_GONE,
  /// The same client goes on from another device or connection.
  TAKEN_OVER,
  /// Nobody touched anything for as long as the owner allows.
  IDLE,
  /// The owner ended it.
  OPERATOR,
  /// The client was unpaired or lost the right to view.
  REVOKED,
  /// A person at the desktop said no.
  DENIED,
  /// Prepared and never started.
  NOT_STARTED,
  /// No chain of backends works.
  NO_BACKEND,
  /// As many sessions as allowed are running.
  LIMIT,
  DISPLAY_LOST,
  CAPTURE_LOST,
  ENCODER_LOST,
  /// The transport's bundle went away.
  TRANSPORT_LOST,
  /// The application ended.
  APP_ENDED,
  /// The application does not start, or failed right after it had begun.
  APP_FAILED,
  /// The host is shutting down.
  SHUTDOWN,
  /// Anything unexpected.
  FAILED
}
