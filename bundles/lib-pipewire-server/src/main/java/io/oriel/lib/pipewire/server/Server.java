package io.oriel.lib.pipewire.server;

import java.nio.file.Path;

/// A PipeWire that is running, with the PulseAudio server on top of it.
///
/// @param directory where `pipewire-0` is
/// @param pulse socket of the PulseAudio server
record Server(Path directory, Path pulse) {
  /// Name of PipeWire's socket.
  static final String SOCKET = "pipewire-0";

  Path socket() {
    return directory.resolve(SOCKET);
  }
}
