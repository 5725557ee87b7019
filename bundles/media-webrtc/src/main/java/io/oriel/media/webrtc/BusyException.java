package io.oriel.media.webrtc;

/// The server has as many peers as it may have.
public final class BusyException extends Exception {
  private static final long serialVersionUID = 1;

  public BusyException(String reason) {
    super(reason);
  }
}
