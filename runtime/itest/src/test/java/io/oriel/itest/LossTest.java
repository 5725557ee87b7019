package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamFigures;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.pattern.PatternWindow;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LossTest {
  private static final Duration MOST_GAP = Duration.ofMillis(500);
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
  void of_five_percent_loss_everything_repairable_is_repaired_and_the_rest_heals()
      throws Exception {
    var check = new PictureCheck(1280, 720, 8);
    var oracle = new LossOracle(check);
    StreamFigures figures;
    try (var stream =
        client.stream("Desktop", StreamOptions.of(1280, 720, 60).loss(5, 42), oracle)) {
      try (var _ = PatternWindow.open(host.desktops(1).getFirst().socket())) {
        assertThat(check.awaitDistinct(250, Stages.PATIENCE))
            .as("pictures %d, %s", check.distinct(), stream.figures())
            .isTrue();
        assertThat(check.faults()).isEmpty();
      }
      figures = stream.figures();
    }
    client.quit();

    assertThat(figures.packetsDropped()).isPositive();
    assertThat(figures.framesSavedByFec()).isPositive();
    // One frame may have been under way when the figures were taken.
    assertThat((double) figures.framesReceived()).isCloseTo(oracle.repairable(), within(3.0));
    assertThat(check.longestGap()).isLessThan(MOST_GAP);
  }

  @Test
  void a_hole_in_the_network_heals_by_a_key_frame() throws Exception {
    var check = new PictureCheck(1280, 720, 8);
    try (var stream = client.stream("Desktop", StreamOptions.of(1280, 720, 60), check)) {
      try (var _ = PatternWindow.open(host.desktops(1).getFirst().socket())) {
        check.awaitDistinct(30, Stages.PATIENCE);
        long before = stream.figures().keyFrames();

        stream.dropNext(200);
        assertThat(check.awaitDistinct(check.distinct() + 60, Stages.PATIENCE)).isTrue();

        assertThat(stream.figures().framesLost()).isPositive();
        assertThat(stream.figures().keyFrameRequests()).isPositive();
        assertThat(stream.figures().keyFrames()).isGreaterThan(before);
        assertThat(check.faults()).isEmpty();
      }
    }
    client.quit();
  }

  @Test
  void a_hole_heals_without_a_key_frame_for_a_client_that_can_do_without() throws Exception {
    Assumptions.assumeTrue(
        host.process().log().contains("X264Encoders: libx264 works"),
        "libx264 is not installed: only it heals losses without key frames");
    var check = new PictureCheck(1280, 720, 8);
    var options = StreamOptions.of(1280, 720, 60).invalidation(true);
    try (var stream = client.stream("Desktop", options, check)) {
      try (var _ = PatternWindow.open(host.desktops(1).getFirst().socket())) {
        check.awaitDistinct(30, Stages.PATIENCE);
        long before = stream.figures().keyFrames();

        for (int hole = 1; hole <= 5; hole++) {
          long lost = stream.figures().framesLost();
          stream.dropNext(8);
          assertThat(check.awaitDistinct(check.distinct() + 40, Stages.PATIENCE)).isTrue();
          assertThat(stream.figures().framesLost()).isGreaterThan(lost);
        }

        var figures = stream.figures();
        assertThat(figures.invalidationRequests()).isPositive();
        assertThat(figures.keyFrameRequests()).isZero();
        assertThat(figures.keyFrames()).isEqualTo(before);
        assertThat(check.faults()).isEmpty();
        assertThat(check.longestGap()).isLessThan(MOST_GAP);
      }
    }
    client.quit();
  }
}
