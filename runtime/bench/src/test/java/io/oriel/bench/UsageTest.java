package io.oriel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
  @TempDir Path folder;

  @Test
  void nonsense_is_refused_before_anything_is_measured() {
    assertThat(run("nothing-of-that-name")).isEqualTo(Main.USAGE);
    assertThat(run("--seconds", "0")).isEqualTo(Main.USAGE);
    assertThat(run("--seconds", "NaN")).isEqualTo(Main.USAGE);
    assertThat(run("--json", folder.resolve("absent/results.json").toString()))
        .isEqualTo(Main.USAGE);
    assertThat(run("compare", "--margin", "-1", "a.json", "b.json")).isEqualTo(Main.USAGE);
    assertThat(run("--no-such-option")).isEqualTo(Main.USAGE);
  }

  private static int run(String... arguments) {
    return Main.commandLine().execute(arguments);
  }
}
