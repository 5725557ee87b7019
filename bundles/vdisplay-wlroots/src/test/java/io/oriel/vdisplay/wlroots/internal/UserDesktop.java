package io.oriel.vdisplay.wlroots.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.oriel.lib.desktop.SwayIpc;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.Programs;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A desktop that runs already, as a user's: headless, with two monitors, `HEADLESS-1` to the left
/// of `HEADLESS-2`.
final class UserDesktop implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Account ACCOUNT = account();

  private final Path directory;
  private final Process compositor;
  private final List<Process> programs = new ArrayList<>();

  private UserDesktop(Path directory, Process compositor) {
    this.directory = directory;
    this.compositor = compositor;
  }

  static UserDesktop sway(Path folder) throws Exception {
    Path configuration = folder.resolve("sway.conf");
    Files.writeString(
        configuration,
        """
        xwayland disable
        default_border none
        focus_follows_mouse no
        """);
    return start(folder, List.of("sway", "-c", configuration.toString()));
  }

  static UserDesktop labwc(Path folder) throws Exception {
    return start(folder, List.of("labwc"));
  }

  private static UserDesktop start(Path folder, List<String> command) throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path directory = Files.createDirectory(folder.resolve("user"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    ACCOUNT.own(directory);
    var variables = new TreeMap<String, String>();
    variables.put("WLR_BACKENDS", "headless");
    variables.put("WLR_HEADLESS_OUTPUTS", "2");
    variables.put("WLR_LIBINPUT_NO_DEVICES", "1");
    variables.put("WLR_RENDERER", "pixman");
    Process process = launch(directory, command, variables, folder.resolve("user.log"));
    var desktop = new UserDesktop(directory, process);
    desktop.await(() -> desktop.socket().isPresent());
    if (command.getFirst().equals("sway")) {
      desktop.await(() -> desktop.control().isPresent());
      desktop.await(() -> desktop.outputs().size() == 2);
      // sway 1.10 passes the first modes of its configuration over.
      desktop.run("output HEADLESS-1 mode 800x600@60Hz position 0 0");
      desktop.run("output HEADLESS-2 mode 640x480@60Hz position 800 0");
    }
    return desktop;
  }

  private static Process launch(
      Path directory, List<String> command, Map<String, String> variables, Path log)
      throws IOException {
    var all = new ArrayList<>(ACCOUNT.prefix());
    all.addAll(command);
    var builder = new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", Programs.ofHost().path());
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("XDG_RUNTIME_DIR", directory.toString());
    builder.environment().putAll(variables);
    return builder.start();
  }

  /// Starts a program in it and returns when its window is there.
  Process window(Map<String, String> environment, String id) throws Exception {
    Process program =
        launch(
            directory,
            List.of("foot", "--app-id=" + id, "sleep", "1000"),
            environment,
            directory.resolveSibling(id + ".log"));
    programs.add(program);
    await(() -> outputOf(id).isPresent());
    return program;
  }

  /// The output on which a program's window is.
  Optional<String> outputOf(String id) throws IOException {
    try (var ipc = new SwayIpc(control().orElseThrow(), PATIENCE)) {
      for (JsonElement output : ipc.tree().getAsJsonArray("nodes")) {
        if (output.toString().contains("\"app_id\":\"" + id + "\"")) {
          return Optional.of(output.getAsJsonObject().get("name").getAsString());
        }
      }
    }
    return Optional.empty();
  }

  Path directory() {
    return directory;
  }

  Process compositor() {
    return compositor;
  }

  void run(String command) throws IOException {
    try (var ipc = new SwayIpc(control().orElseThrow(), PATIENCE)) {
      ipc.run(command);
    }
  }

  boolean atLeast(int major, int minor) throws IOException {
    try (var ipc = new SwayIpc(control().orElseThrow(), PATIENCE)) {
      return ipc.atLeast(major, minor);
    }
  }

  /// What is on: `NAME WxH@HZ X,Y`, without those that are parked far away.
  List<String> outputs() throws IOException {
    var all = new ArrayList<String>();
    try (var ipc = new SwayIpc(control().orElseThrow(), PATIENCE)) {
      for (JsonElement element : ipc.outputs()) {
        JsonObject output = element.getAsJsonObject();
        JsonObject rect = output.getAsJsonObject("rect");
        if (output.get("active").getAsBoolean() && rect.get("x").getAsInt() < 20_000) {
          JsonObject mode = output.getAsJsonObject("current_mode");
          all.add(
              String.format(
                  Locale.ROOT,
                  "%s %dx%d@%d %d,%d",
                  output.get("name").getAsString(),
                  mode.get("width").getAsInt(),
                  mode.get("height").getAsInt(),
                  mode.get("refresh").getAsInt() / 1000,
                  rect.get("x").getAsInt(),
                  rect.get("y").getAsInt()));
        }
      }
    }
    return all.stream().sorted().toList();
  }

  /// Workspaces of the two monitors: `NAME on OUTPUT`, and which are shown.
  List<String> workspaces() throws IOException {
    var all = new ArrayList<String>();
    try (var ipc = new SwayIpc(control().orElseThrow(), PATIENCE)) {
      for (JsonElement element : ipc.workspaces()) {
        JsonObject workspace = element.getAsJsonObject();
        String output = workspace.get("output").getAsString();
        if (output.equals("HEADLESS-1") || output.equals("HEADLESS-2")) {
          String shown = workspace.get("visible").getAsBoolean() ? " shown" : "";
          all.add(workspace.get("name").getAsString() + " on " + output + shown);
        }
      }
    }
    return all.stream().sorted().toList();
  }

  Optional<Path> socket() throws IOException {
    return file("wayland-[0-9]");
  }

  Optional<Path> control() throws IOException {
    return file("sway-ipc.*.sock");
  }

  private Optional<Path> file(String pattern) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, pattern)) {
      var all = files.iterator();
      return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
    }
  }

  /// Something that becomes true.
  interface Condition {
    boolean holds() throws Exception;
  }

  /// Looks often: compositors tell nobody when they are done.
  void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not come about; outputs are " + outputs());
      }
      if (compositor.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the compositor ended with " + compositor.exitValue());
      }
    }
  }

  @Override
  public void close() {
    programs.forEach(UserDesktop::end);
    end(compositor);
  }

  private static void end(Process process) {
    process.destroyForcibly().onExit().join();
  }

  private static Account account() {
    try {
      return Account.choose(Account.hostUid(), "nobody", Account.PASSWD).orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
