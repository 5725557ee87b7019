package io.oriel.media.wayland.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A headless sway for tests, as an unprivileged user when the tests run as root, since sway 1.7
/// refuses uid 0. Has one output, `HEADLESS-1`.
public final class HeadlessSway implements AutoCloseable {
  private static final int NOBODY = 65534;

  private final Path folder;
  private final Process process;
  private final String socket;
  private final String ipc;

  private HeadlessSway(Path folder, Process process, String socket, String ipc) {
    this.folder = folder;
    this.process = process;
    this.socket = socket;
    this.ipc = ipc;
  }

  /// Whether sway is installed.
  public static boolean installed() {
    return Files.isExecutable(Path.of("/usr/bin/sway"));
  }

  /// Starts sway and returns when its sockets are there.
  ///
  /// @param mode for example `640x480@60Hz`
  /// @param rgb colour of the empty desktop, `#rrggbb`
  public static HeadlessSway start(String mode, String rgb) throws IOException {
    Path folder =
        Files.createTempDirectory(
            "oriel-sway",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path config = folder.resolve("config");
    Files.writeString(
        config,
        """
        xwayland disable
        output HEADLESS-1 mode %s
        output HEADLESS-1 bg %s solid_color
        default_border none
        focus_follows_mouse no
        exec echo ready $WAYLAND_DISPLAY $SWAYSOCK
        """
            .formatted(mode, rgb));
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      Files.setAttribute(config, "unix:uid", NOBODY);
      Files.setAttribute(folder, "unix:uid", NOBODY);
      command.addAll(
          List.of(
              "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"));
    }
    command.addAll(List.of("sway", "-c", config.toString()));
    var builder = new ProcessBuilder(command);
    var environment = builder.environment();
    environment.remove("WAYLAND_DISPLAY");
    environment.remove("DISPLAY");
    environment.remove("SWAYSOCK");
    environment.put("XDG_RUNTIME_DIR", folder.toString());
    environment.put("HOME", folder.toString());
    environment.put("WLR_BACKENDS", "headless");
    environment.put("WLR_LIBINPUT_NO_DEVICES", "1");
    environment.put("WLR_RENDERER", "pixman");
    Process process = builder.redirectError(folder.resolve("log").toFile()).start();
    String[] ready = ready(process, folder);
    return new HeadlessSway(folder, process, folder.resolve(ready[1]).toString(), ready[2]);
  }

  private static String[] ready(Process process, Path folder) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("ready ")) {
        return line.split(" ");
      }
    }
    String log = Files.readString(folder.resolve("log"));
    delete(folder);
    throw new IOException("sway ended: " + log);
  }

  /// Absolute path of its Wayland socket.
  public String socket() {
    return socket;
  }

  /// Sends one command of sway's own language and waits for the answer.
  public void command(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("swaymsg", "-s", ipc));
    command.addAll(List.of(words));
    Process message = new ProcessBuilder(command).redirectErrorStream(true).start();
    String answer = new String(message.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (message.waitFor() != 0) {
      throw new IOException(String.join(" ", words) + ": " + answer);
    }
  }

  /// The process, to kill it or to ask whether it lives.
  public Process process() {
    return process;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    process.getInputStream().close();
    process.getOutputStream().close();
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
