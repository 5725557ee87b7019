package io.oriel.itest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A session's compositor as the kernel shows it: found by its environment, as anybody could who
/// wants to start a program in it.
///
/// @param pid of sway or Mutter
/// @param id of the display, the same for all its programs
/// @param socket absolute path of its Wayland socket
public record Desktop(long pid, String id, String socket) {
  private static final String MARK = "ORIEL_DISPLAY";
  private static final String RUN = "XDG_RUNTIME_DIR";
  private static final Set<String> COMPOSITORS = Set.of("sway", "mutter");

  /// The compositors that belong to a host.
  ///
  /// @param host its process; compositors are its children
  public static List<Desktop> of(ProcessHandle host) throws IOException {
    var found = new ArrayList<Desktop>();
    for (ProcessHandle child : host.descendants().toList()) {
      if (COMPOSITORS.contains(name(child.pid()))) {
        Map<String, String> environment = environment(child.pid());
        Optional<Path> socket = socket(environment.getOrDefault(RUN, ""));
        if (socket.isPresent()) {
          String id = environment.getOrDefault(MARK, "");
          found.add(new Desktop(child.pid(), id, socket.get().toString()));
        }
      }
    }
    return found;
  }

  /// Where its compositor takes commands.
  public String control() {
    return Path.of(socket).resolveSibling("sway.sock").toString();
  }

  /// A variable of its compositor, which its programs inherit.
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment(pid).get(name));
  }

  /// All processes, of any parent, that carry the mark of one of these displays.
  public static List<Long> processes(List<String> ids) throws IOException {
    var found = new ArrayList<Long>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        long pid = Long.parseLong(process.getFileName().toString());
        String id = environment(pid).get(MARK);
        if (id != null && ids.contains(id)) {
          found.add(pid);
        }
      }
    }
    return found;
  }

  private static Optional<Path> socket(String folder) throws IOException {
    if (folder.isEmpty() || !Files.isDirectory(Path.of(folder))) {
      return Optional.empty();
    }
    try (var files = Files.list(Path.of(folder))) {
      return files.filter(f -> f.getFileName().toString().matches("wayland-\\d+")).findFirst();
    }
  }

  private static String name(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
    } catch (IOException _) {
      return ""; // gone
    }
  }

  private static Map<String, String> environment(long pid) {
    var variables = new HashMap<String, String>();
    try {
      byte[] all = Files.readAllBytes(Path.of("/proc/" + pid + "/environ"));
      for (String entry : new String(all, StandardCharsets.UTF_8).split("\0")) {
        int equals = entry.indexOf('=');
        if (equals > 0) {
          variables.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
      }
    } catch (IOException _) {
      // Another user's, or gone: not one of ours.
    }
    return variables;
  }
}
