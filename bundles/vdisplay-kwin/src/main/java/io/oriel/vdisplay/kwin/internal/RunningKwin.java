package io.oriel.vdisplay.kwin.internal;

import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.protocol.KdeOutputManagementV2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The KWin that runs as the host's own user.
final class RunningKwin {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private RunningKwin() {}

  /// `$XDG_RUNTIME_DIR`, or where logind makes it.
  static Optional<Path> runtimeDirectory() {
    String configured = System.getenv("XDG_RUNTIME_DIR");
    Path directory =
        configured != null && configured.startsWith("/")
            ? Path.of(configured)
            : Path.of("/run/user", Integer.toString(io.oriel.lib.programs.Account.hostUid()));
    return Optional.of(directory).filter(Files::isDirectory);
  }

  /// Its socket: of the compositors that listen in the runtime directory the first that speaks
  /// KDE's output management.
  static Optional<Path> find() {
    return runtimeDirectory()
        .flatMap(directory -> find(directory, System.getenv("WAYLAND_DISPLAY")));
  }

  /// @param preferred looked at first; `null`: none
  static Optional<Path> find(Path directory, String preferred) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> sockets =
          files
              .filter(f -> f.getFileName().toString().matches("wayland-[\\w.-]+"))
              .filter(f -> !f.getFileName().toString().endsWith(".lock"))
              .sorted()
              .toList();
      return Stream.concat(
              sockets.stream().filter(s -> s.getFileName().toString().equals(preferred)),
              sockets.stream())
          .filter(RunningKwin::isKwin)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isKwin(Path socket) {
    try (var connection = WaylandConnection.connect(socket.toString())) {
      return !Globals.of(connection, PATIENCE).all(KdeOutputManagementV2.INTERFACE).isEmpty();
    } catch (IOException e) {
      return false; // nobody listens there any more
    }
  }
}
