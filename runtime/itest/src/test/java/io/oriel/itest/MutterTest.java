package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.oriel.client.gamestream.ClientInput;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.pattern.InputLog;
import io.oriel.pattern.PatternWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sessions on a headless Mutter. It draws with the processor here: few pictures, all of them
/// right.
class MutterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "io.oriel.host.session.config", "pins=[\"display=mutter\"]\n",
          // a terminal would cover the pattern
          "io.oriel.vdisplay.mutter.config", "desktop=\"own\"\nopen.terminal=B\"false\"\n");

  @BeforeEach
  void installed() {
    for (String each : List.of("mutter", "dbus-daemon", "pipewire", "wireplumber")) {
      Assumptions.assumeTrue(
          Files.isExecutable(Path.of("/usr/bin", each)), each + " is not installed");
    }
  }

  @Test
  void the_client_sees_what_a_program_draws_and_the_program_gets_its_input_in_every_size()
      throws Exception {
    try (RunningHost host = Stages.host(SETTINGS)) {
      var client = host.paired();
      var seen = new SizesSeen(8);
      try (var stream = client.stream("Desktop", StreamOptions.of(1280, 720, 60), seen);
          var window = PatternWindow.open(host.desktops(1).getFirst().socket())) {
        assertThat(seen.await("1280x720", 10, PATIENCE)).as("%s", seen.order()).isTrue();
        String session = session(host);
        pointAndType(stream.input(), window.input());

        host.shell().run("oriel:mode " + session + " 1600x900");
        assertThat(seen.await("1600x900", 5, PATIENCE)).as("%s", seen.order()).isTrue();
        host.shell().run("oriel:mode " + session + " 1920x1080@120");
        assertThat(seen.await("1920x1080", 5, PATIENCE)).as("%s", seen.order()).isTrue();

        assertThat(seen.order()).containsExactly("1280x720", "1600x900", "1920x1080");
        assertThat(seen.withoutKey()).isEmpty();
        assertThat(window.widthPx()).isEqualTo(1920);
        for (String size : seen.order()) {
          assertThat(seen.at(size).faults()).as(size).isEmpty();
        }
        assertThat(host.shell().run("oriel:sessions")).contains("LIVE").contains("1920x1080@120");
      }
      client.quit();
      assertThat(host.desktops(0)).isEmpty();
    }
  }

  @Test
  void a_killed_mutter_ends_the_session_and_the_next_session_runs() throws Exception {
    try (RunningHost host = Stages.host(SETTINGS)) {
      var client = host.paired();
      var check = new PictureCheck(1280, 720, 8);
      try (var stream = client.stream("Desktop", StreamOptions.of(1280, 720, 60), check);
          var _ = PatternWindow.open(host.desktops(1).getFirst().socket())) {
        assertThat(check.awaitDistinct(3, PATIENCE)).isTrue();
        ProcessHandle.of(host.desktops(1).getFirst().pid()).orElseThrow().destroyForcibly();
        stream.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      assertThat(Await.until(PATIENCE, () -> host.process().output().contains("DISPLAY_LOST")))
          .as(host.process().output())
          .isTrue();
      assertThat(host.desktops(0)).isEmpty();

      var again = new PictureCheck(1280, 720, 8);
      try (var _ = client.stream("Desktop", StreamOptions.of(1280, 720, 60), again);
          var _ = PatternWindow.open(host.desktops(1).getFirst().socket())) {
        assertThat(again.awaitDistinct(3, PATIENCE)).isTrue();
      }
      client.quit();
    }
  }

  private static void pointAndType(ClientInput input, InputLog log) throws InterruptedException {
    log.await(events -> events.contains("focus"), PATIENCE);
    // Mutter lets new windows grow, and the pointer's place grows with them.
    String place = "(enter|motion) 320\\.0 180\\.0";
    for (int i = 0; i < 20 && log.events().stream().noneMatch(e -> e.matches(place)); i++) {
      input.moveTo(640, 360, 1280, 720);
      input.moveTo(320, 180, 1280, 720);
      log.await(events -> events.stream().anyMatch(e -> e.matches(place)), Duration.ofMillis(300));
    }
    log.clear();
    input.moveBy(40, -25);
    input.button(1, true);
    input.button(1, false);
    input.scroll(-120);
    input.key('H', true, 0);
    input.key('H', false, 0);
    List<String> events = log.await(all -> all.contains("key 35 up"), PATIENCE);
    assertThat(events.getFirst()).matches("motion 360\\.\\d+ 155\\.\\d+");
    assertThat(events)
        .containsSubsequence(
            "button 272 down", "button 272 up", "axis 0 10.0", "key 35 down", "key 35 up");
  }

  private static String session(RunningHost host) throws Exception {
    var all = JsonParser.parseString(host.shell().run("oriel:figures")).getAsJsonArray();
    return all.get(0).getAsJsonObject().get("id").getAsString();
  }
}
