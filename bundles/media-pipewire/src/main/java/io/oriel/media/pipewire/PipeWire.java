package io.oriel.media.pipewire;

import io.oriel.media.pipewire.internal.nat.LibPipeWire;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The system's PipeWire library.
public final class PipeWire {
  private PipeWire() {}

  /// Its version; empty when `libpipewire-0.3.so.0` is not installed or older than 0.3.50.
  public static Optional<String> version() {
    return LibPipeWire.found().map(LibPipeWire::version);
  }

  /// The socket of the user's own PipeWire, which need not be there: what libpipewire itself would
  /// connect to.
  ///
  /// @param environment of the process
  public static Path socket(Map<String, String> environment) {
    String directory =
        environment.getOrDefault(
            "PIPEWIRE_RUNTIME_DIR", environment.getOrDefault("XDG_RUNTIME_DIR", "/run"));
    return Path.of(directory).resolve(environment.getOrDefault("PIPEWIRE_REMOTE", "pipewire-0"));
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
