package io.oriel.itest;

import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.protocol.WlOutput;
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

/// A running GNOME with two monitors and what it needs, each part of which can fail and come back.
final class WornDesktop implements AutoCloseable {
  /// A process of the desktop.
  ///
  /// @param socket that it makes in the folder; empty: none
  private record Part(String socket, List<String> command) {}

  static final String BUS = "dbus-daemon";
  static final String PIPEWIRE = "pipewire";
  static final String WIREPLUMBER = "wireplumber";
  static final String MUTTER = "mutter";
  static final List<String> PARTS = List.of(BUS, PIPEWIRE, WIREPLUMBER, MUTTER);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SOCKET = "wayland-0";

  private final Path folder;
  private final Map<String, Process> running = new HashMap<>();

  /// Nothing runs yet.
  WornDesktop() throws IOException {
    var own = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    folder = Files.createTempDirectory("oriel-worn", own);
  }

  /// What a host in it inherits.
  Map<String, String> environment() {
    return Map.of(
        "XDG_RUNTIME_DIR",
        folder.toString(),
        "HOME",
        folder.toString(),
        "DBUS_SESSION_BUS_ADDRESS",
        "unix:path=" + folder.resolve("bus"),
        "XDG_SESSION_TYPE",
        "wayland",
        "XDG_CURRENT_DESKTOP",
        "GNOME",
        "LIBGL_ALWAYS_SOFTWARE",
        "1");
  }

  /// Absolute path of Mutter's Wayland socket.
  String socket() {
    return folder.resolve(SOCKET).toString();
  }

  private Part part(String name) {
    return switch (name) {
      case BUS ->
          new Part(
              "bus",
              List.of(
                  BUS,
                  "--session",
                  "--nofork",
                  "--address=" + environment().get("DBUS_SESSION_BUS_ADDRESS")));
      case PIPEWIRE -> new Part("pipewire-0", List.of(PIPEWIRE));
      case MUTTER ->
          new Part(
              SOCKET,
              List.of(
                  MUTTER,
                  "--wayland",
                  "--headless",
                  "--no-x11",
                  "--wayland-display=" + SOCKET,
                  "--virtual-monitor=800x600",
                  "--virtual-monitor=640x480"));
      default -> new Part("", List.of(name));
    };
  }

  /// Starts the parts that do not run, all or some, and returns when programs can connect to them.
  void start(List<String> parts) throws Exception {
    for (String name : parts) {
      if (running.containsKey(name) && running.get(name).isAlive()) {
        continue;
      }
      Part part = part(name);
      if (!part.socket().isEmpty()) {
        Files.deleteIfExists(folder.resolve(part.socket())); // of the one that was killed
      }
      var builder = new ProcessBuilder(part.command()).redirectErrorStream(true);
      builder.environment().putAll(environment());
      Path output = folder.resolve(name + ".log");
      Process process =
          builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())).start();
      running.put(name, process);
      Path socket = folder.resolve(part.socket());
      if (!Await.until(PATIENCE, () -> Files.exists(socket) || !process.isAlive())
          || !process.isAlive()) {
        throw new IOException(name + " does not start: " + Files.readString(output));
      }
    }
  }

  /// Ends a part as a crash would, and returns when it is gone.
  void kill(String part) {
    running.get(part).destroyForcibly().onExit().join();
  }

  /// Makes a part deaf, or lets it go on.
  void freeze(String part, boolean still) throws IOException, InterruptedException {
    String signal = still ? "-STOP" : "-CONT";
    new ProcessBuilder("kill", signal, "" + running.get(part).pid()).start().waitFor();
  }

  /// Size and place of each monitor that is on, as programs see them.
  List<String> monitors() throws IOException {
    var all = new ArrayList<Monitor>();
    try (var connection = WaylandConnection.connect(socket())) {
      var globals = Globals.of(connection, PATIENCE);
      for (var offer : globals.all(WlOutput.INTERFACE)) {
        var monitor = new Monitor();
        globals.bind(offer, new WlOutput(monitor));
        all.add(monitor);
      }
      connection.roundtrip(PATIENCE);
    }
    return all.stream().map(m -> m.size + m.place).sorted().toList();
  }

  private static final class Monitor implements WlOutput.Events {
    private String size = "";
    private String place = "";

    @Override
    public void geometry(
        int x, int y, int width, int height, int subpixel, String make, String model, int turned) {
      place = "+%d+%d".formatted(x, y);
    }

    @Override
    public void mode(int flags, int width, int height, int refresh) {
      if ((flags & WlOutput.MODE_CURRENT) != 0) {
        size = "%dx%d".formatted(width, height);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (String part : PARTS.reversed()) {
      if (running.containsKey(part)) {
        kill(part);
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
