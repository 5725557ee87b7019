package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// A JVM that was not allowed native calls: everything works, by the JDK's means.
class PlainJavaTest {
  @Test
  void without_native_access_packets_are_sealed_sent_received_and_opened() throws Exception {
    assertThat(run("--illegal-native-access=deny")).isEqualTo("PORTABLE 1 116 true");
  }

  @Test
  void with_it_they_go_by_segments() throws Exception {
    assertThat(run("--enable-native-access=ALL-UNNAMED")).isEqualTo("SEGMENTS 1 116 true");
  }

  private static String run(String option) throws Exception {
    var builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            option,
            "-cp",
            System.getProperty("java.class.path"),
            PlainJava.class.getName());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
