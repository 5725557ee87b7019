package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.client.gamestream.ClientInput;
import io.oriel.client.gamestream.GameStream;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.pattern.InputLog;
import io.oriel.pattern.PatternWindow;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client does, as programs on its desktop see it.
class InputDesktopTest {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int CLICK = 15; // wl_pointer.axis of one click

  private static RunningHost host;
  private static GameStreamHost client;

  private GameStream stream;
  private ClientInput input;
  private String socket;

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

  @BeforeEach
  void stream() throws Exception {
    var options = StreamOptions.of(WIDTH, HEIGHT, 60).decoding(false);
    stream = client.stream("Desktop", options, new StreamListener() {});
    input = stream.input();
    socket = host.desktops(1).getFirst().socket();
  }

  @AfterEach
  void leave() throws Exception {
    if (stream != null) {
      stream.close();
      client.quit();
      host.desktops(0);
    }
  }

  /// A window that has the focus and has seen the pointer.
  private InputLog ready(PatternWindow window) throws Exception {
    InputLog log = window.input();
    log.await(events -> events.contains("focus"), Stages.PATIENCE);
    assertThat(
            Await.until(
                Stages.PATIENCE,
                () -> {
                  input.moveBy(1, 1);
                  return log.events().stream().anyMatch(e -> e.startsWith("motion"));
                }))
        .isTrue();
    return log;
  }

  private static double sum(List<String> events, String kind) {
    return events.stream()
        .filter(e -> e.startsWith(kind))
        .mapToDouble(e -> Double.parseDouble(e.substring(kind.length())))
        .sum();
  }

  @Test
  void both_wheels_scroll_in_parts_of_a_click() throws Exception {
    try (var window = PatternWindow.open(socket)) {
      InputLog log = ready(window);
      log.clear();

      input.scroll(30);
      input.scroll(-270);
      input.scrollSideways(60);
      var events =
          log.await(all -> Math.abs(sum(all, "axis 1 ") - 0.5 * CLICK) < 0.1, Stages.PATIENCE);

      assertThat(sum(events, "axis 0 ")).isCloseTo(2 * CLICK, within(0.1));
      assertThat(sum(events, "axis 1 ")).isCloseTo(0.5 * CLICK, within(0.1));
    }
  }

  @Test
  void fingers_tap_drag_and_scroll() throws Exception {
    try (var window = PatternWindow.open(socket)) {
      InputLog log = ready(window);
      log.clear();

      input.touch(ClientInput.DOWN, 1, 0.25f, 0.5f);
      input.touch(ClientInput.UP, 1, 0.25f, 0.5f);
      var tapped = log.await(all -> all.contains("button 272 up"), Stages.PATIENCE);
      // sway may tell of the place by letting the pointer in anew
      assertThat(tapped)
          .containsAnyOf("motion 320.0 360.0", "enter 320.0 360.0")
          .containsSubsequence("button 272 down", "button 272 up");
      log.clear();

      input.touch(ClientInput.DOWN, 1, 0.25f, 0.5f);
      input.touch(ClientInput.DOWN, 2, 0.5f, 0.5f);
      for (int i = 1; i <= 8; i++) {
        input.touch(ClientInput.MOVE, 1, 0.25f, 0.5f - i / 32f);
        input.touch(ClientInput.MOVE, 2, 0.5f, 0.5f - i / 32f);
      }
      input.touch(ClientInput.UP, 1, 0.25f, 0.25f);
      input.touch(ClientInput.UP, 2, 0.5f, 0.25f);
      input.pen(ClientInput.DOWN, 1, 0, 0.75f, 0.5f, 0.5f, 0xffff, 0xff, 0, 0);
      input.pen(ClientInput.UP, 1, 0, 0.75f, 0.5f, 0, 0xffff, 0xff, 0, 0);
      var later = log.await(all -> all.contains("button 272 up"), Stages.PATIENCE);

      assertThat(sum(later, "axis 0 ")).isCloseTo(HEIGHT / 4.0, within(2.0));
      assertThat(later).filteredOn(e -> e.startsWith("button")).hasSize(2);
    }
    assertThat(host.shell().run("oriel:sessions")).isNotEmpty();
  }

  @Test
  void text_of_any_script_arrives_in_a_terminal(@TempDir Path folder) throws Exception {
    try (var terminal = Terminal.open(socket, folder)) {
      terminal.awaitKeys(() -> input.text("?\n"));
      String text = "Grüße, Ёж! 漢字かな 한글 €½ 😀";

      input.text("\n" + text + "\n");

      terminal.awaitLine(text);
    }
  }
}
