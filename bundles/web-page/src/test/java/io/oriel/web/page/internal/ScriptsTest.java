package io.oriel.web.page.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the scripts' own tests, `src/test/js/*.test.js`, in node.
class ScriptsTest {
  @TempDir Path scratch;

  @Test
  void scripts_pass_their_own_tests() throws Exception {
    assumeTrue(node(), "node is not installed, or older than 18: scripts are not tested");
    var command = new ArrayList<>(List.of("node", "--test"));
    try (var tests = Files.list(Path.of("src/test/js"))) {
      tests.map(Path::toString).filter(t -> t.endsWith(".test.js")).sorted().forEach(command::add);
    }
    var output = scratch.resolve("output").toFile();

    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();

    assertThat(ended && process.exitValue() == 0).as(Files.readString(output.toPath())).isTrue();
  }

  private static boolean node() throws InterruptedException {
    try {
      var asked =
          new ProcessBuilder(
                  "node", "-e", "process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return asked.waitFor(60, TimeUnit.SECONDS) && asked.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
