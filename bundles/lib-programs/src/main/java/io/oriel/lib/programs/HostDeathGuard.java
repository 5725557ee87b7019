package io.oriel.lib.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// A tiny process that ends programs when the host dies without having ended them, even by SIGKILL.
/// Any thread.
///
/// It waits for the end of its input, a pipe only the host holds; the kernel closes that pipe
/// whatever the host dies of. `PR_SET_PDEATHSIG` would not do: it fires when the *thread* that
/// started the child ends, and it does not reach the child's children.
public final class HostDeathGuard implements AutoCloseable {
  private final Process process;

  private HostDeathGuard(Process process) {
    this.process = process;
  }

  /// Starts to guard.
  ///
  /// @param guarded what to kill; those that only a kernel session tells are not found
  /// @param directory what to remove then
  public static HostDeathGuard start(MarkedProcesses guarded, RunDirectory directory)
      throws IOException {
    // A session of its own: Ctrl-C in the host's terminal is for the host alone.
    var command =
        new ProcessBuilder(
            "setsid",
            "sh",
            "-c",
            script(),
            "oriel-guard",
            guarded.mark(),
            directory.path().toRealPath().toString()); // as mounts are listed
    command.environment().remove(guarded.variable());
    command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    command.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new HostDeathGuard(command.start());
  }

  /// Nothing is left to guard. Returns when the process is gone.
  @Override
  public void close() {
    process.destroyForcibly();
    boolean interrupted = false;
    while (true) {
      try {
        process.waitFor();
        break;
      } catch (InterruptedException _) {
        interrupted = true; // killed: it takes no time
      }
    }
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // the pipe is broken, which is what closing is for
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String script() throws IOException {
    try (InputStream in = HostDeathGuard.class.getResourceAsStream("guard.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
