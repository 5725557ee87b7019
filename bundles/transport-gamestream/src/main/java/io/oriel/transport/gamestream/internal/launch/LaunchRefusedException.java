package io.oriel.transport.gamestream.internal.launch;

/// A launch that cannot be recorded; the message is shown to the client's user.
public final class LaunchRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int statusCode;

  LaunchRefusedException(int statusCode, String message) {
    super(message);
    this.statusCode = statusCode;
  }

  /// `status_code` of the answer: 400 or 503.
  public int statusCode() {
    return statusCode;
  }
}
