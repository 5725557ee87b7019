package io.oriel.lib.pipewire.server;

import io.oriel.media.pipewire.PipeWireConnection;
import io.oriel.media.pipewire.PipeWireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The PipeWire of the user's own session.
///
/// @param server where it would be
record RunningServer(Server server) {
  // Connecting may be what starts PipeWire, and its session manager follows it.
  private static final Duration MANAGER_PATIENCE = Duration.ofSeconds(1);

  /// Where this process's environment says it is.
  static Optional<RunningServer> of(Map<String, String> environment, int uid) {
    String runtime = environment.get("XDG_RUNTIME_DIR");
    Path user = Path.of(runtime == null || runtime.isBlank() ? "/run/user/" + uid : runtime);
    String pipewire = environment.get("PIPEWIRE_RUNTIME_DIR");
    Path directory = pipewire == null || pipewire.isBlank() ? user : Path.of(pipewire);
    String pulse = environment.get("PULSE_RUNTIME_PATH");
    Path pulseDirectory = pulse == null || pulse.isBlank() ? user.resolve("pulse") : Path.of(pulse);
    return directory.isAbsolute() && pulseDirectory.isAbsolute()
        ? Optional.of(new RunningServer(new Server(directory, pulseDirectory.resolve("native"))))
        : Optional.empty();
  }

  /// Why it cannot be used; empty when it can.
  ///
  /// @param sound whether programs have to reach its PulseAudio server
  Optional<String> problem(boolean sound) {
    if (!Files.exists(server.socket())) {
      return Optional.of("no PipeWire runs at " + server.socket());
    }
    if (sound && !Files.exists(server.pulse())) {
      return Optional.of("PipeWire runs, but no PulseAudio server at " + server.pulse());
    }
    var look = new ServerLook();
    try (var _ = PipeWireConnection.open("oriel-pw-look", server.socket(), look)) {
      if (sound && !look.sessionManager(MANAGER_PATIENCE)) {
        return Optional.of("PipeWire runs without WirePlumber"); // pictures are linked without it
      }
      return sound && pulseAudio()
          ? Optional.of("PipeWire runs, but programs play to PulseAudio")
          : Optional.empty();
    } catch (PipeWireException e) {
      return Optional.of(e.getMessage());
    }
  }

  /// PulseAudio itself leaves its process id beside its socket, as PipeWire's server does.
  private boolean pulseAudio() {
    try {
      String pid = Files.readString(server.pulse().resolveSibling("pid")).strip();
      return Files.readString(Path.of("/proc", pid, "comm")).startsWith("pulseaudio");
    } catch (IOException | InvalidPathException _) {
      return false; // not started yet: the first program that plays does it
    }
  }
}
