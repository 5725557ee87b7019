package io.oriel.media.pipewire;

import io.oriel.media.pipewire.internal.nat.LibPipeWire;
import java.util.Optional;

/// The system's PipeWire library.
public final class PipeWire {
  private PipeWire() {}

  /// Its version; empty when `libpipewire-0.3.so.0` is not installed or older than 0.3.50.
  public static Optional<String> version() {
    return LibPipeWire.found().map(LibPipeWire::version);
  }

  static LibPipeWire library() throws PipeWireException {
    return LibPipeWire.found()
        .orElseThrow(
            () ->
                new PipeWireException(
                    LibPipeWire.SONAME
                        + " is not installed; install it with: apt-get install"
                        + " libpipewire-0.3-0"));
  }
}
