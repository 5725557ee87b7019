package io.oriel.vdisplay.wlroots.internal.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// A desktop that runs and is not the host's.
///
/// @param kind name of its compositor's program, as far as it is known: `sway`, `labwc`, `wlroots`
/// @param socket absolute path of its Wayland socket
/// @param control absolute path of sway's control socket; empty: it is no sway
/// @param pid the compositor's process; 0: not known
/// @param startedMillis when that process began; 0: not known
record RunningDesktop(String kind, String socket, String control, long pid, long startedMillis) {
  /// One whose process is known, or not.
  static RunningDesktop of(String kind, Path socket, String control, long pid) {
    return new RunningDesktop(kind, socket.toString(), control, pid, started(pid));
  }

  /// Whether it is still the same one, and not another at the same place.
  boolean alive() {
    return Files.exists(Path.of(socket)) && (pid == 0 || started(pid) == startedMillis);
  }

  /// The user it belongs to.
  String user() throws IOException {
    return Files.getOwner(Path.of(socket)).getName();
  }

  /// Its `XDG_RUNTIME_DIR`.
  Path directory() {
    return Path.of(socket).getParent();
  }

  Outputs outputs() {
    return control.isEmpty()
        ? new ManagedOutputs(Path.of(socket))
        : new SwayOutputs(Path.of(control));
  }

  private static long started(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(p -> p.info().startInstant())
        .map(Instant::toEpochMilli)
        .orElse(0L);
  }
}
