package io.oriel.loss.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.loss.Forward;
import io.oriel.loss.GameStreamProxy;
import io.oriel.loss.Scenario;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  private static final String ANY = "127.0.0.1:0";
  private static final String HOST = "127.0.0.1:9";

  @Test
  void settings_of_both_directions_lie_below_those_of_each() {
    String printed =
        run(
            "--listen",
            ANY,
            "--to",
            HOST,
            "--seconds",
            "0",
            "--loss",
            "1%",
            "--delay",
            "20ms",
            "--reorder",
            "2%",
            "--seed",
            "7",
            "--up",
            "delay=5ms,loss=0%",
            "--down",
            "mtu=1400");

    assertThat(printed)
        .startsWith("0 udp /127.0.0.1:")
        .contains("up:   delay=5ms,reorder=2%,seed=8")
        .contains("down: loss=1%,delay=20ms,reorder=2%,mtu=1400,seed=7")
        .contains("not delivered");
  }

  @Test
  void a_scenario_lies_below_everything() {
    String printed =
        run(
            "--listen",
            ANY,
            "--to",
            HOST,
            "--seconds",
            "0",
            "--scenario",
            "dsl",
            "--rate",
            "9mbit");

    assertThat(printed)
        .contains("down: delay=12ms,jitter=1ms,order=kept,rate=9mbit,queue=256k,seed=1");
  }

  @Test
  void wrong_usage_is_named() {
    assertThat(run()).isEqualTo("2 oriel loss-proxy: give --listen and --to, or --gamestream");
    assertThat(run("--listen", ANY, "--to", HOST, "--loss", "150%"))
        .isEqualTo("2 oriel loss-proxy: loss: 150% is not 0% to 100%");
    assertThat(run("--listen", ANY, "--to", HOST, "--seconds", "-3"))
        .startsWith("2 oriel loss-proxy: --seconds -3 is not 0 to ");
    assertThat(run("--listen", "9", "--to", HOST)).contains("9 is not HOST:PORT");
    assertThat(run("--listen", ANY, "--to", HOST, "--scenario", "moon"))
        .contains("no scenario moon; there are wired, wifi");
    assertThat(run("--gamestream", "127.0.0.1", "--listen", "127.0.0.1"))
        .contains("is the host itself");
    assertThat(run("--gamestream", "127.0.0.1", "--to", HOST)).contains("give one of them");
    assertThat(run("--lose", "1%")).startsWith("2 ").contains("--lose");
  }

  @Test
  void a_port_in_use_is_named_with_the_remedy() throws Exception {
    try (var held =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      String listen = "127.0.0.1:" + held.getLocalPort();

      assertThat(run("--listen", listen, "--to", HOST))
          .startsWith("1 oriel loss-proxy: cannot listen on UDP /" + listen)
          .contains("--listen 127.0.0.1");
    }
  }

  @Test
  void the_help_shows_every_scenario_with_its_values() {
    String help = run("--help");

    for (Scenario scenario : Scenario.values()) {
      assertThat(help).contains("\n  " + scenario.text() + "\n");
    }
    assertThat(help).contains("rate=50mbit queue=256k").contains("burst=0.5%/20%");
  }

  @Test
  void all_ports_of_a_gamestream_host_are_found_from_its_base() {
    InetSocketAddress usual = Places.gameStream("127.0.0.1");
    InetAddress at = Places.other(usual, "127.0.0.2");
    assertThat(ports(GameStreamProxy.udp(usual, at)))
        .containsExactly(47998, 47999, 48000, 48002, 48010);
    assertThat(ports(GameStreamProxy.tcp(usual, at))).containsExactly(47984, 47989, 48010);
    assertThat(GameStreamProxy.udp(usual, at))
        .allSatisfy(
            f -> {
              assertThat(f.listen().getHostString()).isEqualTo("127.0.0.2");
              assertThat(f.to().getHostString()).isEqualTo("127.0.0.1");
              assertThat(f.to().getPort()).isEqualTo(f.listen().getPort());
            });

    assertThat(Places.gameStream("127.0.0.1:20000").getPort()).isEqualTo(20000);
    assertThat(Places.gameStream("::1").getPort()).isEqualTo(47989);
    assertThat(Places.gameStream("[::1]").getPort()).isEqualTo(47989);
    assertThat(Places.gameStream("[::1]:20000").getPort()).isEqualTo(20000);
    assertThatThrownBy(() -> Places.gameStream("127.0.0.1:3"))
        .hasMessageContaining("base port 3 is not 6 to 65514");
  }

  @Test
  void it_measures_itself() {
    String report = run("--measure", "20mbit", "--seconds", "1", "--down", "delay=2ms,loss=10%");

    assertThat(report).startsWith("0 offered ").contains("loss-send-down").contains("p99.9");
  }

  private static List<Integer> ports(List<Forward> forwards) {
    return forwards.stream().map(f -> f.listen().getPort()).toList();
  }

  private static String run(String... arguments) {
    var text = new StringWriter();
    var writer = new PrintWriter(text);
    int status = Main.line().setOut(writer).setErr(writer).execute(arguments);
    return status + " " + text.toString().strip();
  }
}
