package io.oriel.vdisplay.wlroots.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// A tiny process that ends a display when the host dies without having closed it, even by SIGKILL.
///
/// It waits for the end of its input, a pipe only the host holds; the kernel closes that pipe
/// whatever the host dies of. `PR_SET_PDEATHSIG` would not do: it fires when the *thread* that
/// started the child ends, and it does not reach the child's children.
final class HostDeathGuard implements AutoCloseable {
  private final Process process;

  private HostDeathGuard(Process process) {
    this.process = process;
  }

  static HostDeathGuard start(String id, RunDirectory directory) throws IOException {
    // A session of its own: Ctrl-C in the host's terminal is for the host alone.
    var command =
        new ProcessBuilder(
            "setsid",
            "sh",
            "-c",
            script(),
            "oriel-guard",
            DisplayProcesses.VARIABLE + "=" + id,
            directory.path().toString());
    command.environment().remove(DisplayProcesses.VARIABLE);
    command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    command.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new HostDeathGuard(command.start());
  }

  /// The display is closed, nothing is left to guard. Returns when the process is gone.
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
    try (InputStream in = HostDeathGuard.class.getResourceAsStream("/desktop/guard.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
