package io.oriel.media.pipewire;

import java.io.IOException;

/// PipeWire refused something, or is not there (any more).
public final class PipeWireException extends IOException {
  private static final long serialVersionUID = 1L;

  public PipeWireException(String message) {
    super(message);
  }

  public PipeWireException(String message, Throwable cause) {
    super(message, cause);
  }
}
