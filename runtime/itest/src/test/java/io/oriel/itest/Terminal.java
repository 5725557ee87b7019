package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A terminal on a desktop, with a program that writes down each line that is typed.
final class Terminal implements AutoCloseable {
  private static final String SCRIPT =
      "while read -r line; do printf '%s\\n' \"$line\" >> \"$OUT\"; done";

  private final Process process;
  private final Path typed;

  private Terminal(Process process, Path typed) {
    this.process = process;
    this.typed = typed;
  }

  /// Opens one.
  ///
  /// @param socket of the desktop's compositor
  /// @param folder empty, for what it writes
  static Terminal open(String socket, Path folder) throws IOException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/foot")), "foot is not installed: apt install foot");
    Path typed = Files.createFile(folder.resolve("typed"));
    var builder = new ProcessBuilder("foot", "--", "sh", "-c", SCRIPT).redirectErrorStream(true);
    builder.environment().put("WAYLAND_DISPLAY", socket);
    builder.environment().put("XDG_RUNTIME_DIR", Path.of(socket).getParent().toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("OUT", typed.toString());
    builder.redirectOutput(folder.resolve("foot.log").toFile());
    return new Terminal(builder.start(), typed);
  }

  /// What types a line, or part of one.
  interface Typist {
    void type() throws Exception;
  }

  /// Types until a line has come: it has the focus then.
  void awaitKeys(Typist typist) throws Exception {
    assertThat(
            Await.until(
                Stages.PATIENCE,
                () -> {
                  typist.type();
                  return !lines().isEmpty();
                }))
        .as("the terminal takes keys")
        .isTrue();
  }

  /// Returns when such a line was typed.
  void awaitLine(String line) throws Exception {
    assertThat(Await.until(Stages.PATIENCE, () -> lines().contains(line)))
        .as("%s in %s", line, lines())
        .isTrue();
  }

  private List<String> lines() throws IOException {
    return Files.readString(typed).lines().toList();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
