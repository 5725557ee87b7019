package io.oriel.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void a_name_lies_in_the_runtime_folder_and_a_path_is_taken_as_it_is() {
    assertThat(Main.path(null, "wayland-1", "/run/user/7")).isEqualTo("/run/user/7/wayland-1");
    assertThat(Main.path("wayland-2", "wayland-1", "/run")).isEqualTo("/run/wayland-2");
    assertThat(Main.path("/tmp/socket", "wayland-1", null)).isEqualTo("/tmp/socket");
  }

  @Test
  void without_a_compositor_the_error_names_the_option() {
    assertThatThrownBy(() -> Main.path(null, null, "/run")).hasMessageContaining("--socket");
    assertThatThrownBy(() -> Main.path("wayland-1", null, null)).hasMessageContaining("--socket");
  }

  @Test
  void what_nobody_can_draw_is_refused() {
    assertThat(run("--fps", "5000", "--socket", "/nowhere")).startsWith("2 oriel pattern: 5000");
    assertThat(run("--size", "big", "--socket", "/nowhere")).startsWith("2 oriel pattern: --size");
    assertThat(run("--size", "10x10", "--socket", "/nowhere")).startsWith("2 oriel pattern: a win");
    assertThat(run("--content", "loud")).startsWith("2 ").contains("--content");
    assertThat(run("--socket", "/nowhere")).startsWith("1 oriel pattern: ");
  }

  @Test
  void a_clock_answers_on_loopback_unless_told_otherwise() {
    assertThat(ClockAddress.of("4711").getAddress().isLoopbackAddress()).isTrue();
    assertThat(ClockAddress.of("4711").getPort()).isEqualTo(4711);
    assertThat(ClockAddress.of("0.0.0.0:4711").getAddress().isAnyLocalAddress()).isTrue();
    assertThat(ClockAddress.of("[::1]:4711").getAddress().isLoopbackAddress()).isTrue();
    for (String wrong : new String[] {"", ":", "x", "1.2.3.4:", "70000", "1.2.3.4:-1"}) {
      assertThatThrownBy(() -> ClockAddress.of(wrong)).hasMessageContaining("PORT");
    }
    assertThat(run("--clock", "nonsense", "--socket", "/nowhere")).startsWith("2 oriel pattern: a");
  }

  private static String run(String... arguments) {
    var err = new StringWriter();
    int status = Main.line().setErr(new PrintWriter(err)).execute(arguments);
    return status + " " + err;
  }
}
