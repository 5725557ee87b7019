package io.oriel.media.webrtc;

/// An offer that cannot be answered; the message says why, in words for whoever wrote the page.
public final class SdpException extends Exception {
  private static final long serialVersionUID = 1;

  public SdpException(String reason) {
    super(reason);
  }
}
