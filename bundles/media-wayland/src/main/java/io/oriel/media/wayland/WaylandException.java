package io.oriel.media.wayland;

import java.io.IOException;

/// The connection to a compositor is unusable: it went away, or one side broke the protocol.
public class WaylandException extends IOException {
  private static final long serialVersionUID = 1L;

  public WaylandException(String message) {
    super(message);
  }

  public WaylandException(String message, Throwable cause) {
    super(message, cause);
  }
}
