package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.client.gamestream.AppEntry;
import io.oriel.client.gamestream.ClientInput;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.pattern.InputLog;
import io.oriel.pattern.PatternWindow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstLightTest {
  private static RunningHost host;
  private static GameStreamHost client;

  @BeforeAll
  static void start() throws Exception {
    host = Stages.host();
    client = host.paired();
  }

  @AfterAll
  static void stop() throws Exception {
    if (host != null) {
      host.close();
    }
  }

  @Test
  void a_paired_client_sees_the_desktop_and_a_free_host() throws Exception {
    assertThat(client.info().paired()).isTrue();
    assertThat(client.publicInfo().paired()).isFalse();
    assertThat(client.info().busy()).isFalse();
    assertThat(client.apps()).extracting(AppEntry::title).contains("Desktop");
    assertThat(client.boxArt(client.apps().getFirst().id())).startsWith(0x89, 'P', 'N', 'G');
  }

  @ParameterizedTest
  @CsvSource({"1280,720", "1920,1080"})
  void the_client_sees_what_the_program_draws_and_the_program_gets_its_input(
      int widthPx, int heightPx) throws Exception {
    var check = new PictureCheck(widthPx, heightPx, 8);
    try (var stream = client.stream("Desktop", StreamOptions.of(widthPx, heightPx, 60), check)) {
      Desktop desktop = host.desktops(1).getFirst();
      try (var window = PatternWindow.open(desktop.socket())) {
        assertThat(check.awaitDistinct(60, Stages.PATIENCE))
            .as("pictures %d, faults %s, %s", check.distinct(), check.faults(), stream.figures())
            .isTrue();
        assertThat(window.widthPx()).isEqualTo(widthPx);
        assertThat(window.heightPx()).isEqualTo(heightPx);
        pointAndType(stream.input(), window.input(), widthPx, heightPx);
        assertThat(check.faults()).isEmpty();
      }
      var figures = stream.figures();
      assertThat(figures.packetsMalformed()).isZero();
      assertThat(figures.decodeErrors()).isZero();
      assertThat(figures.audioMalformed()).isZero();
      assertThat(client.info().busy()).isTrue();
    }
    client.quit();
    assertThat(host.desktops(0)).isEmpty();
  }

  private static void pointAndType(ClientInput input, InputLog log, int widthPx, int heightPx)
      throws InterruptedException {
    log.await(events -> events.contains("focus") && moves(events) > 0, Stages.PATIENCE);
    log.clear(); // the window appeared below the pointer
    input.moveTo(widthPx / 4, heightPx / 4, widthPx, heightPx);
    log.await(events -> moves(events) > 0, Stages.PATIENCE);
    double[] at = position(log.events());
    assertThat(at[0]).isCloseTo(widthPx / 4.0, within(1.0));
    assertThat(at[1]).isCloseTo(heightPx / 4.0, within(1.0));

    int before = moves(log.events());
    input.moveBy(40, -25);
    log.await(events -> moves(events) > before, Stages.PATIENCE);
    double[] moved = position(log.events());
    assertThat(moved[0] - at[0]).isCloseTo(40, within(0.1));
    assertThat(moved[1] - at[1]).isCloseTo(-25, within(0.1));

    log.clear();
    input.button(1, true);
    input.button(1, false);
    input.button(3, true);
    input.button(3, false);
    input.scroll(-120);
    List<String> clicks =
        log.await(events -> events.stream().anyMatch(e -> e.startsWith("axis")), Stages.PATIENCE);
    assertThat(clicks)
        .startsWith("button 272 down", "button 272 up", "button 273 down", "button 273 up")
        .hasSize(5);
    assertThat(clicks.getLast()).matches("axis 0 [0-9.]+");

    log.clear();
    var expected = new ArrayList<String>();
    int[] evdev = {35, 18, 38, 38, 24};
    String word = "HELLO";
    for (int i = 0; i < word.length(); i++) {
      input.key(word.charAt(i), true, 0);
      input.key(word.charAt(i), false, 0);
      expected.add("key " + evdev[i] + " down");
      expected.add("key " + evdev[i] + " up");
    }
    List<String> typed = log.await(events -> events.size() >= expected.size(), Stages.PATIENCE);
    assertThat(typed).isEqualTo(expected);
  }

  private static int moves(List<String> events) {
    return (int) events.stream().filter(FirstLightTest::move).count();
  }

  private static boolean move(String event) {
    return event.startsWith("motion ") || event.startsWith("enter ");
  }

  private static double[] position(List<String> events) {
    String[] last = events.stream().filter(FirstLightTest::move).toList().getLast().split(" ");
    return new double[] {Double.parseDouble(last[1]), Double.parseDouble(last[2])};
  }
}
