package io.oriel.lib.pipewire.server;

import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.FileWait;
import io.oriel.lib.programs.HostDeathGuard;
import io.oriel.lib.programs.MarkedProcesses;
import io.oriel.lib.programs.ProgramLog;
import io.oriel.lib.programs.Programs;
import io.oriel.lib.programs.RunDirectory;
import io.oriel.media.pipewire.PipeWireConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PipeWire, WirePlumber and PulseAudio server that the host started, in a directory of their
/// own. They end together: when one dies the others are ended too, and when the host dies all are.
final class OwnServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnServer.class);
  private static final String VARIABLE = "ORIEL_SOUND";
  private static final String PULSE = "pulse/native";
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final List<String> NEUTRAL = List.of("PATH", "LANG", "LC_ALL", "TZ");

  private final RunDirectory directory;
  private final MarkedProcesses processes;
  private final HostDeathGuard guard;
  private final List<Process> started = new ArrayList<>();
  private volatile boolean closed;

  private OwnServer(RunDirectory directory, MarkedProcesses processes, HostDeathGuard guard) {
    this.directory = directory;
    this.processes = processes;
    this.guard = guard;
  }

  /// Starts all three and returns when they serve.
  ///
  /// @param id of the directory and the processes
  static OwnServer start(String id, Account account, Programs programs, Duration within)
      throws IOException {
    long deadline = System.nanoTime() + within.toNanos();
    RunDirectory directory = RunDirectory.create(id, account);
    var processes = new MarkedProcesses(VARIABLE, id);
    HostDeathGuard guard;
    try {
      guard = HostDeathGuard.start(processes, directory);
    } catch (IOException e) {
      directory.delete();
      throw e;
    }
    var server = new OwnServer(directory, processes, guard);
    try {
      ServerFiles.write(directory, account);
      directory.give(account);
      server.startAll(account, programs, deadline);
      server.started.forEach(p -> p.onExit().thenRun(() -> server.died(p)));
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  Server server() {
    return new Server(directory.path(), directory.resolve(PULSE));
  }

  /// Whether it is of use.
  boolean isAlive() {
    return !closed && started.stream().allMatch(Process::isAlive);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    int left = processes.end(PATIENCE);
    if (left > 0) {
      LOG.warn("{} processes of the sound servers could not be ended", left);
    }
    guard.close();
    try {
      directory.delete();
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", directory.path(), e.toString());
    }
  }

  private void died(Process process) {
    if (!closed) {
      LOG.warn(
          "A sound server ended with {}; it is started again for the next who needs it",
          process.exitValue());
      close();
    }
  }

  private void startAll(Account account, Programs programs, long deadline) throws IOException {
    try (var wait = new FileWait(directory.resolve(Server.SOCKET))) {
      await("pipewire", wait, launch("pipewire", account, programs), deadline);
    }
    launch("wireplumber", account, programs);
    try (var wait = new FileWait(directory.resolve(PULSE))) {
      await("pipewire-pulse", wait, launch("pipewire-pulse", account, programs), deadline);
    }
    var look = new ServerLook();
    try (var _ = PipeWireConnection.open("oriel-pw-look", directory.resolve(Server.SOCKET), look)) {
      if (!look.sessionManager(Duration.ofNanos(deadline - System.nanoTime()))) {
        throw new IOException("wireplumber was not ready in time");
      }
    }
  }

  private static void await(String program, FileWait wait, Process process, long deadline)
      throws IOException {
    try {
      wait.await(process, deadline);
    } catch (IOException e) {
      throw new IOException(program + " " + e.getMessage(), e);
    }
  }

  private Process launch(String program, Account account, Programs programs) throws IOException {
    Path file =
        programs
            .find(program)
            .orElseThrow(
                () ->
                    new IOException(
                        program
                            + " is not installed; install it with: apt-get install pipewire"
                            + " wireplumber pipewire-pulse"));
    var command = new ArrayList<>(List.of("setsid"));
    command.addAll(account.prefix());
    command.add(file.toString());
    ProgramLog log = ProgramLog.create("sound", program);
    var builder =
        new ProcessBuilder(command)
            .directory(directory.path().toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.file().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(account, programs));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /// Nothing of the user's session reaches them: neither its bus nor its configuration.
  private Map<String, String> environment(Account account, Programs programs) {
    var variables = new TreeMap<String, String>();
    NEUTRAL.stream()
        .filter(System.getenv()::containsKey)
        .forEach(name -> variables.put(name, System.getenv(name)));
    variables.put("PATH", programs.path());
    variables.put("HOME", directory.path().toString());
    variables.put("USER", account.name());
    variables.put("XDG_RUNTIME_DIR", directory.path().toString());
    variables.put("XDG_CONFIG_HOME", directory.resolve(ServerFiles.CONFIGURATION).toString());
    variables.put("XDG_STATE_HOME", directory.resolve("state").toString());
    variables.put("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    variables.put(VARIABLE, processes.value());
    return variables;
  }
}
