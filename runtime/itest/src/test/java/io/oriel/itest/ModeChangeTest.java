package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.pattern.PatternWindow;
import org.junit.jupiter.api.Test;

/// A running session gets another mode; nobody connects again.
class ModeChangeTest {
  @Test
  void a_running_session_changes_its_size_and_rate() throws Exception {
    try (RunningHost host = Stages.host()) {
      var client = host.paired();
      var seen = new SizesSeen(8);
      try (var stream = client.stream("Desktop", StreamOptions.of(1280, 720, 60), seen);
          var window = PatternWindow.open(host.desktops(1).getFirst().socket())) {
        assertThat(seen.await("1280x720", 30, Stages.PATIENCE)).isTrue();
        String session = session(host);

        String said = host.shell().run("oriel:mode " + session + " 1600x900");
        assertThat(said).startsWith("the display has 1600x900@");
        assertThat(seen.await("1600x900", 30, Stages.PATIENCE)).as("%s", seen.order()).isTrue();

        host.shell().run("oriel:mode " + session + " 1920x1080@120");
        assertThat(seen.await("1920x1080", 30, Stages.PATIENCE)).as("%s", seen.order()).isTrue();

        assertThat(seen.order()).containsExactly("1280x720", "1600x900", "1920x1080");
        assertThat(seen.withoutKey()).isEmpty();
        assertThat(seen.end()).isEmpty();
        assertThat(stream.figures().framesLost()).isZero();
        assertThat(window.widthPx()).isEqualTo(1920);
        for (String size : seen.order()) {
          assertThat(seen.at(size).faults()).as(size).isEmpty();
        }
        assertThat(host.shell().run("oriel:sessions"))
            .contains(session)
            .contains("LIVE")
            .contains("1920x1080@120.00");
      }
      client.quit();
    }
  }

  private static String session(RunningHost host) throws Exception {
    var all = JsonParser.parseString(host.shell().run("oriel:figures")).getAsJsonArray();
    return all.get(0).getAsJsonObject().get("id").getAsString();
  }
}
