package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.pattern.PatternWindow;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SeveralClientsTest {
  private static RunningHost host;
  private static GameStreamHost first;
  private static GameStreamHost second;

  @BeforeAll
  static void start() throws Exception {
    host = Stages.host();
    first = host.paired();
    second = host.paired();
  }

  @AfterAll
  static void stop() throws Exception {
    if (host != null) {
      host.close();
    }
  }

  @Test
  void each_gets_a_desktop_of_its_size_and_one_that_dies_leaves_the_other_alone() throws Exception {
    var large = new PictureCheck(1280, 720, 8);
    var small = new PictureCheck(800, 480, 8);
    try (var one = first.stream("Desktop", StreamOptions.of(1280, 720, 60), large)) {
      Desktop ofFirst = host.desktops(1).getFirst();
      var two = second.stream("Desktop", StreamOptions.of(800, 480, 60), small);
      Desktop ofSecond = other(host.desktops(2), ofFirst);
      try (var windowOne = PatternWindow.open(ofFirst.socket());
          var windowTwo = PatternWindow.open(ofSecond.socket())) {
        assertThat(large.awaitDistinct(30, Stages.PATIENCE)).isTrue();
        assertThat(small.awaitDistinct(30, Stages.PATIENCE)).isTrue();
        assertThat(windowOne.widthPx()).isEqualTo(1280);
        assertThat(windowTwo.widthPx()).isEqualTo(800);
        assertThat(first.info().busy()).isTrue();

        two.vanish();

        int seen = large.distinct();
        assertThat(large.awaitDistinct(seen + 60, Stages.PATIENCE)).isTrue();
        assertThat(large.faults()).isEmpty();
        assertThat(small.faults()).isEmpty();
        assertThat(one.ended()).isNotDone();
      }
    }
    second.quit();
    first.quit();
    assertThat(host.desktops(0)).isEmpty();
  }

  @Test
  void a_killed_compositor_ends_its_own_session_with_a_reason_and_no_other() throws Exception {
    var kept = new PictureCheck(1280, 720, 8);
    var killed = new PictureCheck(800, 480, 8);
    try (var one = first.stream("Desktop", StreamOptions.of(1280, 720, 60), kept)) {
      Desktop ofFirst = host.desktops(1).getFirst();
      try (var two = second.stream("Desktop", StreamOptions.of(800, 480, 60), killed);
          var _ = PatternWindow.open(ofFirst.socket())) {
        Desktop ofSecond = other(host.desktops(2), ofFirst);
        try (var _ = PatternWindow.open(ofSecond.socket())) {
          assertThat(killed.awaitDistinct(60, Stages.PATIENCE)).isTrue();
        }
        assertThat(kept.awaitDistinct(20, Stages.PATIENCE)).isTrue();

        ProcessHandle.of(ofSecond.pid()).orElseThrow().destroyForcibly();

        assertThat(two.ended().get(Stages.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        assertThat(killed.end()).contains("the host ended the stream");
        int seen = kept.distinct();
        assertThat(kept.awaitDistinct(seen + 30, Stages.PATIENCE)).isTrue();
        assertThat(kept.faults()).isEmpty();
        assertThat(one.ended()).isNotDone();
        assertThat(host.process().log()).contains("DISPLAY_LOST");
      }
      assertThat(Await.until(Stages.PATIENCE, () -> !second.info().busy())).isTrue();
    }
    first.quit();
    assertThat(host.desktops(0)).isEmpty();
  }

  private static Desktop other(List<Desktop> all, Desktop known) {
    return all.stream().filter(d -> d.pid() != known.pid()).findFirst().orElseThrow();
  }
}
