package io.oriel.vdisplay.wlroots.internal.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The variables of programs in a desktop that the host did not start: read from a program that
/// runs there, since the desktop set them for it.
final class DesktopVariables {
  private static final List<String> TAKEN =
      List.of(
          "DISPLAY",
          "XAUTHORITY",
          "SWAYSOCK",
          "I3SOCK",
          "DBUS_SESSION_BUS_ADDRESS",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "XCURSOR_THEME",
          "XCURSOR_SIZE",
          "XDG_CURRENT_DESKTOP",
          "XDG_SESSION_DESKTOP",
          "XDG_SESSION_ID",
          "XDG_DATA_DIRS",
          "XDG_CONFIG_DIRS");

  private DesktopVariables() {}

  /// All variables for a program.
  ///
  /// @param host the host's own
  static Map<String, String> of(RunningDesktop desktop, Map<String, String> host) {
    var variables = new TreeMap<>(host);
    variables.remove("WAYLAND_SOCKET");
    variables.remove("DISPLAY");
    Map<String, String> other = inhabitant(desktop).orElse(Map.of());
    TAKEN.stream().filter(other::containsKey).forEach(n -> variables.put(n, other.get(n)));
    variables.put("XDG_RUNTIME_DIR", desktop.directory().toString());
    variables.put("WAYLAND_DISPLAY", Path.of(desktop.socket()).getFileName().toString());
    variables.put("XDG_SESSION_TYPE", "wayland");
    variables.putIfAbsent("XDG_CURRENT_DESKTOP", desktop.kind());
    if (!desktop.control().isEmpty()) {
      variables.put("SWAYSOCK", desktop.control());
    }
    return variables;
  }

  private static Optional<Map<String, String>> inhabitant(RunningDesktop desktop) {
    String display = Path.of(desktop.socket()).getFileName().toString();
    String runtime = desktop.directory().toString();
    String user;
    long self = ProcessHandle.current().pid();
    try {
      user = desktop.user();
    } catch (IOException _) {
      return Optional.empty(); // it has ended
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        long pid = Long.parseLong(process.getFileName().toString());
        // What another user's program says of itself is not to be believed where root can read it.
        Map<String, String> is =
            pid == self || !owner(process).equals(user) ? Map.of() : environment(process);
        boolean there =
            is.getOrDefault("WAYLAND_DISPLAY", "").equals(display)
                && is.getOrDefault("XDG_RUNTIME_DIR", "").equals(runtime);
        if (there && pid != desktop.pid()) {
          return Optional.of(is);
        }
      }
    } catch (IOException _) {
      // not to be known
    }
    return Optional.empty();
  }

  private static String owner(Path process) {
    try {
      return Files.getOwner(process).getName();
    } catch (IOException _) {
      return ""; // it has ended
    }
  }

  private static Map<String, String> environment(Path process) {
    var variables = new TreeMap<String, String>();
    try {
      String all =
          new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.UTF_8);
      for (String entry : all.split("\0")) {
        int equals = entry.indexOf('=');
        if (equals > 0) {
          variables.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
      }
    } catch (IOException _) {
      // another user's, or it has ended
    }
    return variables;
  }
}
