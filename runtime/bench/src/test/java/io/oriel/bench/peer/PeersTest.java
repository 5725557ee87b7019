package io.oriel.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {
  @TempDir Path folder;

  @Test
  void libraries_that_are_there_are_measured_the_others_say_what_to_install() throws Exception {
    try (Peers peers = Peers.open(folder)) {
      for (Peer peer :
          List.of(
              peers.openssl(1200),
              peers.isal(20, 4, 1408),
              peers.libyuv(320, 180),
              peers.swscale(320, 180))) {
        try {
          assertThat(peer.micros(0.01)).isPositive();
          assertThat(peer.name()).isNotBlank();
        } catch (AbsentException e) {
          assertThat(e.getMessage()).contains("apt-get install");
        }
      }
    }
  }

  @Test
  void a_program_that_refuses_an_order_breaks_nothing_else() throws Exception {
    assumeTrue(onPath("cc"), "no C compiler here");
    try (Peers peers = Peers.open(folder)) {
      assertThatThrownBy(() -> peers.isal(300, 4, 64).micros(0.01))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("unknown order");
      assertThatThrownBy(() -> peers.isal(300, 4, 64).micros(0.01)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_missing_compiler_is_told_with_the_remedy() throws Exception {
    try (var program =
        new PeerProgram(
            folder, List.of("libraries.c"), List.of("no-such-compiler"), "x", "install it")) {
      assertThatThrownBy(() -> program.ask("name crypto"))
          .isInstanceOf(AbsentException.class)
          .hasMessage("no no-such-compiler; install it");
    }
  }

  @Test
  void a_failing_build_is_told_with_its_reason() throws Exception {
    try (var program =
        new PeerProgram(
            folder,
            List.of("libraries.c"),
            List.of("sh", "-c", "echo some error: no network; exit 1"),
            "x",
            "install it")) {
      assertThatThrownBy(() -> program.ask("name crypto"))
          .isInstanceOf(AbsentException.class)
          .hasMessageContaining("some error: no network")
          .hasMessageContaining("install it");
    }
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(d -> Files.isExecutable(Path.of(d, program)));
  }
}
