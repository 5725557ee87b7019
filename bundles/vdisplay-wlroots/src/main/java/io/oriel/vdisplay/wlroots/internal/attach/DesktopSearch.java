package io.oriel.vdisplay.wlroots.internal.attach;

import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks for a running desktop of wlroots in the host's environment and in its user's runtime
/// directory.
///
/// @param environment the host's
/// @param uid the host's user
public record DesktopSearch(Map<String, String> environment, int uid) {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  // Without these its pictures cannot be fetched, and its outputs not be told apart or changed.
  private static final List<String> NEEDED =
      List.of(
          "zwlr_screencopy_manager_v1",
          "zwlr_output_manager_v1",
          "zwlr_virtual_pointer_manager_v1");

  /// Where sockets of desktops are.
  public Path directory() {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return Path.of(runtime.startsWith("/") ? runtime : "/run/user/" + uid);
  }

  /// Whether a file in that directory may be a desktop's socket.
  static boolean counts(String name) {
    return name.matches("wayland-\\d+") || name.matches("sway-ipc\\..*\\.sock");
  }

  /// The desktop that the host was started in, else the one started last.
  Optional<RunningDesktop> find() {
    for (Path socket : sockets()) {
      Optional<RunningDesktop> desktop = look(socket);
      if (desktop.isPresent()) {
        return desktop;
      }
    }
    return Optional.empty();
  }

  private List<Path> sockets() {
    var found = new ArrayList<Path>();
    named("WAYLAND_DISPLAY").filter(Files::exists).ifPresent(found::add);
    list("wayland-*").stream()
        .filter(p -> counts(p.getFileName().toString()) && !found.contains(p))
        .sorted(Comparator.comparing(DesktopSearch::changed).reversed())
        .forEach(found::add);
    return found;
  }

  private Optional<RunningDesktop> look(Path socket) {
    if (!offers(socket)) {
      return Optional.empty();
    }
    Optional<ProcessHandle> process = Listeners.of(socket);
    long pid = process.map(ProcessHandle::pid).orElse(0L);
    String kind = process.flatMap(Listeners::name).orElse("wlroots");
    String control = control(process).map(Path::toString).orElse("");
    return Optional.of(
        RunningDesktop.of(
            control.isEmpty() || kind.equals("sway") ? kind : "sway", socket, control, pid));
  }

  /// sway's control socket carries its process id, unless somebody chose another name.
  private Optional<Path> control(Optional<ProcessHandle> compositor) {
    List<Path> all = list("sway-ipc.*.sock");
    named("SWAYSOCK").filter(p -> Files.exists(p) && !all.contains(p)).ifPresent(all::addFirst);
    if (compositor.isEmpty()) {
      return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }
    return all.stream()
        .filter(p -> Listeners.of(p).filter(compositor.get()::equals).isPresent())
        .findFirst();
  }

  private static boolean offers(Path socket) {
    try (var connection = WaylandConnection.connect(socket.toString())) {
      Set<String> offered =
          Globals.of(connection, PATIENCE).all().stream()
              .map(Globals.Global::interfaceName)
              .collect(Collectors.toSet());
      return offered.containsAll(NEEDED);
    } catch (IOException _) {
      return false; // left over, or it does not answer
    }
  }

  private Optional<Path> named(String variable) {
    String value = environment.getOrDefault(variable, "");
    try {
      return value.isBlank() ? Optional.empty() : Optional.of(directory().resolve(value));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private List<Path> list(String pattern) {
    var found = new ArrayList<Path>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(), pattern)) {
      files.forEach(found::add);
    } catch (IOException _) {
      // no session of this user
    }
    return found;
  }

  private static FileTime changed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return FileTime.fromMillis(0);
    }
  }
}
