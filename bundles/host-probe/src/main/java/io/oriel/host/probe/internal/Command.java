package io.oriel.host.probe.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Runs a short command and returns what it printed.
final class Command {
  private static final int MOST_BYTES = 8192;

  private Command() {}

  /// Blocks up to the deadline; then the command is killed.
  ///
  /// @return what it wrote to both outputs; empty when it could not run, failed or took too long
  static Optional<String> output(List<String> command, Duration deadline)
      throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
    } catch (IOException _) {
      return Optional.empty();
    }
    try {
      var text = new StringBuilder();
      Thread reader =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      byte[] bytes = process.getInputStream().readNBytes(MOST_BYTES);
                      text.append(new String(bytes, StandardCharsets.UTF_8));
                    } catch (IOException _) {
                      // killed: what it said is of no interest
                    }
                  });
      boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended || process.exitValue() != 0 || !reader.join(deadline)) {
        return Optional.empty();
      }
      return Optional.of(text.toString());
    } finally {
      process.destroyForcibly();
    }
  }
}
