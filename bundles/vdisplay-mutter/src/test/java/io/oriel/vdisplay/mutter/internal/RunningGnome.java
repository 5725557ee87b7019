package io.oriel.vdisplay.mutter.internal;

import io.oriel.lib.programs.FileWait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A session with two monitors that was there before the host, of the user who runs the tests.
final class RunningGnome implements AutoCloseable {
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  final Path folder;
  private final List<Process> processes = new ArrayList<>();

  RunningGnome() throws IOException {
    folder =
        Files.createTempDirectory(
            "gnome",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    begin("bus", "dbus-daemon", "--session", "--nofork", "--address=" + session().address());
    begin("pipewire-0", "pipewire");
    begin(null, "wireplumber");
    begin(
        "wayland-0",
        "mutter",
        "--wayland",
        "--headless",
        "--no-x11",
        "--virtual-monitor=800x600",
        "--virtual-monitor=640x480");
  }

  SessionBus session() {
    return new SessionBus("unix:path=" + folder.resolve("bus"), folder);
  }

  /// What the host of such a session has in its environment.
  Map<String, String> environment() {
    return Map.of("XDG_RUNTIME_DIR", folder.toString());
  }

  /// The process that was started last.
  Process mutter() {
    return processes.getLast();
  }

  Process pipeWire() {
    return processes.get(1);
  }

  private void begin(String socket, String... command) throws IOException {
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()));
    var variables = new TreeMap<String, String>();
    variables.put("PATH", System.getenv("PATH"));
    variables.put("HOME", folder.toString());
    variables.put("XDG_RUNTIME_DIR", folder.toString());
    variables.put("DBUS_SESSION_BUS_ADDRESS", session().address());
    variables.put("XDG_CURRENT_DESKTOP", "GNOME");
    variables.put("LIBGL_ALWAYS_SOFTWARE", "1");
    builder.environment().clear();
    builder.environment().putAll(variables);
    if (socket == null) {
      processes.add(builder.start());
      return;
    }
    try (var wait = new FileWait(folder.resolve(socket))) {
      processes.add(builder.start());
      wait.await(processes.getLast(), System.nanoTime() + PATIENCE_NANOS);
    }
  }

  @Override
  public void close() throws IOException {
    for (Process process : processes.reversed()) {
      process.destroyForcibly().onExit().join();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
