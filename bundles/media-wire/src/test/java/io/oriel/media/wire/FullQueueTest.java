package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A network device that is slower than the sender, in a network namespace of its own: what it
/// throws away must not count as sent.
class FullQueueTest {
  private static final String SLOW =
      "ip link set lo up && tc qdisc add dev lo root tbf rate 80mbit burst 40k limit 100k";
  private static final int ALL = 480;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PORTABLE")
  void with_time_everything_arrives(SendMethod method) throws Exception {
    long[] told = send(method, "patient");

    assertThat(told).containsExactly(ALL, 0, ALL);
  }

  @ParameterizedTest
  @EnumSource(names = {"BATCHES", "SINGLY"})
  void without_time_every_drop_is_counted(SendMethod method) throws Exception {
    long[] told = send(method, "hasty");

    assertThat(told[0] + told[1]).isEqualTo(ALL);
    assertThat(told[1]).as("drops").isPositive();
    assertThat(told[2]).as("received").isEqualTo(told[0]);
  }

  /// Sent, dropped, received.
  private static long[] send(SendMethod method, String patience) throws Exception {
    Assumptions.assumeTrue(
        run("true").isEmpty(), "no network namespace with tc here: unshare -rn, ip, tc");
    String java = System.getProperty("java.home") + "/bin/java";
    String answer =
        run(
            "exec "
                + java
                + " --enable-native-access=ALL-UNNAMED -Xint -cp '"
                + System.getProperty("java.class.path")
                + "' "
                + FullQueue.class.getName()
                + " "
                + method
                + " "
                + patience);
    return Stream.of(answer.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  /// What a command prints, or what went wrong.
  private static String run(String command) throws InterruptedException {
    var builder =
        new ProcessBuilder(List.of("unshare", "-rn", "sh", "-c", SLOW + " && " + command));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? out : "failed";
    } catch (IOException e) {
      return "failed";
    }
  }
}
