package io.oriel.media.pipewire.testing;

import io.oriel.media.pipewire.ConnectionListener;
import io.oriel.media.pipewire.Global;
import io.oriel.media.pipewire.PipeWireConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A PipeWire with WirePlumber and its PulseAudio server in a directory of their own, for tests.
/// They know no hardware and need no D-Bus.
public final class PrivatePipeWire implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final Path directory;
  private final List<Process> processes = new ArrayList<>();
  private Process daemon;

  private PrivatePipeWire(Path directory) {
    this.directory = directory;
  }

  /// Whether all programs are installed.
  public static boolean installed() {
    return Stream.of("pipewire", "wireplumber", "pipewire-pulse", "pw-cat", "pw-cli")
        .allMatch(p -> Files.isExecutable(Path.of("/usr/bin", p)));
  }

  /// Starts all three and returns when they serve.
  public static PrivatePipeWire start() throws IOException, InterruptedException {
    Path directory = newDirectory();
    var started = new PrivatePipeWire(directory);
    try {
      started.configure();
      started.launchAndAwait("pipewire", directory, "pipewire-0");
      started.launch("wireplumber");
      started.awaitSessionManager();
      Path pulse = Files.createDirectory(directory.resolve("pulse"));
      started.launchAndAwait("pipewire-pulse", pulse, "native");
      return started;
    } catch (IOException | InterruptedException | RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /// Starts the daemon alone, as where nobody manages sessions.
  public static PrivatePipeWire startBare() throws IOException, InterruptedException {
    var started = new PrivatePipeWire(newDirectory());
    try {
      started.configure();
      started.launchAndAwait("pipewire", started.directory, "pipewire-0");
      return started;
    } catch (IOException | InterruptedException | RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /// Starts the daemon again after a [#crash()]; the others are not.
  public void restart() throws IOException, InterruptedException {
    Files.deleteIfExists(socket());
    launchAndAwait("pipewire", directory, "pipewire-0");
  }

  private static Path newDirectory() throws IOException {
    return Files.createTempDirectory(
        "oriel-pw",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /// Where clients connect.
  public Path socket() {
    return directory.resolve("pipewire-0");
  }

  /// Its `XDG_RUNTIME_DIR`.
  public Path directory() {
    return directory;
  }

  /// Ends the daemon as a crash would.
  public void crash() throws InterruptedException {
    daemon.destroyForcibly().waitFor();
  }

  /// Starts a program that finds this PipeWire.
  public Process launch(String... command) throws IOException {
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(Path.of(command[0]).getFileName() + ".log").toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(k -> k.startsWith("PIPEWIRE_") || k.startsWith("PULSE_"));
    environment.remove("DBUS_SESSION_BUS_ADDRESS");
    environment.remove("DISPLAY");
    environment.put("XDG_RUNTIME_DIR", directory.toString());
    environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
    environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
    environment.put("HOME", directory.toString());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  @Override
  public void close() {
    processes.reversed().forEach(Process::destroyForcibly);
    for (Process process : processes) {
      process.onExit().join();
    }
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// No hardware, nothing that wants D-Bus: for WirePlumber 0.4 in Lua, for 0.5 in JSON.
  private void configure() throws IOException {
    write(
        directory.resolve("config/pipewire/pipewire.conf.d/10-test.conf"),
        "context.properties = { clock.power-of-two-quantum = false }\n");
    Path wireplumber = directory.resolve("config/wireplumber");
    write(
        wireplumber.resolve("main.lua.d/51-test.lua"),
        """
        alsa_monitor.enabled = false
        v4l2_monitor.enabled = false
        libcamera_monitor.enabled = false
        default_access.properties["enable-flatpak-portal"] = false
        """);
    write(wireplumber.resolve("bluetooth.lua.d/51-test.lua"), "bluez_monitor.enabled = false\n");
    write(
        wireplumber.resolve("wireplumber.conf.d/51-test.conf"),
        """
        wireplumber.profiles = {
          main = {
            hardware.audio = disabled
            hardware.bluetooth = disabled
            hardware.video-capture = disabled
            support.reserve-device = disabled
            support.portal-permissionstore = disabled
            support.logind = disabled
          }
        }
        """);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void launchAndAwait(String program, Path watched, String name)
      throws IOException, InterruptedException {
    try (var events = watched.getFileSystem().newWatchService()) {
      watched.register(events, StandardWatchEventKinds.ENTRY_CREATE);
      Process launched = launch(program);
      daemon = program.equals("pipewire") ? launched : daemon;
      while (!Files.exists(watched.resolve(name))) {
        var key = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (key == null) {
          throw new IOException(program + " made no " + watched.resolve(name));
        }
        key.pollEvents();
        key.reset();
      }
    }
  }

  /// WirePlumber keeps its choices in an object named `default`.
  private void awaitSessionManager() throws IOException, InterruptedException {
    var there = new CountDownLatch(1);
    var listener =
        new ConnectionListener() {
          @Override
          public void appeared(Global global) {
            if (global.property("metadata.name").filter("default"::equals).isPresent()) {
              there.countDown();
            }
          }

          @Override
          public void lost(String why) {}
        };
    try (var _ = PipeWireConnection.open("oriel-pw-test", socket(), listener)) {
      if (!there.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("WirePlumber does not start");
      }
    }
  }
}
