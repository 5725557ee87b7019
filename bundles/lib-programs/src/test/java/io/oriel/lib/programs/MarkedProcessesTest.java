package io.oriel.lib.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MarkedProcessesTest {
  private static final String VARIABLE = "ORIEL_TEST_MARK";
  private final String value = "m" + System.nanoTime();
  private final MarkedProcesses marked = new MarkedProcesses(VARIABLE, value);
  private Process started;

  @AfterEach
  void end() {
    marked.end(Duration.ofMillis(100));
    started.destroyForcibly();
  }

  /// Starts a shell that says a word when it is ready, and waits for the word.
  private Process shell(String script) throws Exception {
    var builder = new ProcessBuilder("setsid", "sh", "-c", script);
    builder.environment().put(VARIABLE, value);
    started = builder.start();
    var out = new BufferedReader(new InputStreamReader(started.getInputStream()));
    assertThat(out.readLine()).isEqualTo("ready");
    return started;
  }

  @Test
  void children_that_leave_session_and_parent_end_too() throws Exception {
    Process first = shell("(setsid sleep 100 &) ; setsid sleep 100 & echo ready; exec sleep 100");
    assertThat(marked.alive()).hasSize(3);

    assertThat(marked.end(Duration.ofSeconds(2))).isZero();

    assertThat(marked.alive()).isEmpty();
    assertThat(first.waitFor(Duration.ofSeconds(2))).isTrue();
  }

  @Test
  void one_that_does_not_want_to_end_is_killed() throws Exception {
    shell("trap '' TERM; echo ready; while :; do sleep 100; done");

    assertThat(marked.end(Duration.ofMillis(100))).isZero();

    assertThat(started.waitFor()).isEqualTo(128 + 9);
  }

  @Test
  void one_that_cleared_its_environment_is_found_by_its_kernel_session() throws Exception {
    Process first = shell("env -i sleep 100 & echo ready; exec sleep 100");
    var both = new MarkedProcesses(VARIABLE, value, first.pid());
    assertThat(both.alive()).hasSize(2);

    assertThat(both.end(Duration.ofSeconds(2))).isZero();

    assertThat(both.alive()).isEmpty();
  }

  @Test
  void a_longer_value_is_somebody_else() throws Exception {
    shell("echo ready; exec sleep 100");

    String shorter = value.substring(0, value.length() - 1);

    assertThat(new MarkedProcesses(VARIABLE, shorter).alive()).isEmpty();
    assertThat(Arrays.asList(marked.alive().getFirst().pid())).containsExactly(started.pid());
  }
}
