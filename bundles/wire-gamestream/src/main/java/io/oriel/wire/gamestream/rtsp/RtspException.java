package io.oriel.wire.gamestream.rtsp;

/// A message that cannot be accepted, with the status that answers it.
public final class RtspException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  public RtspException(int status, String message) {
    super(message);
    this.status = status;
  }

  /// 400 malformed, 403 encryption required, 404 unknown, 454 no session, 500, 503.
  public int status() {
    return status;
  }
}
