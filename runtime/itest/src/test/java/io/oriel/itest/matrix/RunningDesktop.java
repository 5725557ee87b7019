package io.oriel.itest.matrix;

import io.oriel.itest.Await;
import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A desktop of its own user, with bus and PipeWire, that was there before the host: what the host
/// finds in its environment.
final class RunningDesktop implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int LINES_TOLD = 12;

  private final Path folder;
  private final Path output;
  private final List<Process> processes = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  private RunningDesktop() throws IOException {
    var own = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    folder = Files.createTempDirectory("oriel-desktop", own);
    output = folder.resolve("output.txt");
    Files.createDirectories(folder.resolve("home"));
    environment.put("XDG_RUNTIME_DIR", folder.toString());
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + folder.resolve("bus"));
    environment.put("LIBGL_ALWAYS_SOFTWARE", "1");
    environment.put("WLR_BACKENDS", "headless");
    environment.put("WLR_LIBINPUT_NO_DEVICES", "1");
    environment.put("WLR_RENDERER", "pixman");
    environment.put("WLR_HEADLESS_OUTPUTS", "1");
    environment.put("XDG_SESSION_TYPE", "wayland");
    environment.put("KWIN_WAYLAND_NO_PERMISSION_CHECKS", "1");
  }

  /// Starts it and returns once programs can connect.
  ///
  /// @param command its compositor; `{config}` stands for a configuration of sway
  /// @param more variables for it
  static RunningDesktop start(List<String> command, Map<String, String> more) throws Exception {
    var desktop = new RunningDesktop();
    desktop.environment.putAll(more);
    try {
      desktop.begin(List.of("dbus-daemon", "--session", "--nofork", "--address=" + desktop.bus()));
      desktop.await("bus");
      desktop.begin(List.of("pipewire"));
      desktop.await("pipewire-0");
      desktop.begin(List.of("wireplumber"));
      Path config = desktop.folder.resolve("sway.conf");
      Files.writeString(config, "xwayland disable\ndefault_border none\n");
      desktop.begin(command.stream().map(w -> w.replace("{config}", config + "")).toList());
      desktop.await("wayland-[0-9]");
      desktop.environment.put("WAYLAND_DISPLAY", desktop.find("wayland-[0-9]").getFirst());
      desktop.awaitAnswer();
      for (String each : desktop.find("sway-ipc\\..*")) {
        desktop.environment.put("SWAYSOCK", desktop.folder.resolve(each).toString());
      }
    } catch (Exception e) {
      String said = desktop.said();
      desktop.close();
      throw new IOException(e.getMessage() + "; it said:\n" + said, e);
    }
    return desktop;
  }

  /// What a program started in it inherits.
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /// Absolute path of its Wayland socket.
  String socket() {
    return folder.resolve(environment.get("WAYLAND_DISPLAY")).toString();
  }

  private String bus() {
    return environment.get("DBUS_SESSION_BUS_ADDRESS");
  }

  private void begin(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    processes.add(builder.redirectOutput(appended()).start());
  }

  private ProcessBuilder.Redirect appended() {
    File file = output.toFile();
    return ProcessBuilder.Redirect.appendTo(file);
  }

  private void await(String name) throws Exception {
    if (!Await.until(PATIENCE, () -> !find(name).isEmpty() || !processes.getLast().isAlive())
        || find(name).isEmpty()) {
      throw new IOException("the desktop does not start, " + name + " is missing");
    }
  }

  /// A compositor listens before it has all it offers.
  private void awaitAnswer() throws IOException {
    try (var connection = WaylandConnection.connect(socket())) {
      Globals.of(connection, PATIENCE);
    }
  }

  /// The end of what its programs printed.
  String said() throws IOException {
    List<String> lines = Files.readAllLines(output);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()));
  }

  private List<String> find(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.matches(name)).toList();
    }
  }

  @Override
  public void close() throws IOException {
    for (Process each : processes.reversed()) {
      each.destroyForcibly().onExit().join();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
