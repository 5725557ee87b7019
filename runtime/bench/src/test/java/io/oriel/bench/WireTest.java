package io.oriel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WireTest {
  @Test
  void loss_hits_the_wanted_share_and_is_the_same_every_time() {
    var loss = new Loss(0.01, 7);
    int taken = 0;
    for (int i = 0; i < 1_000_000; i++) {
      taken += loss.takes(i) ? 1 : 0;
      assertThat(loss.takes(i)).isEqualTo(new Loss(0.01, 7).takes(i));
    }
    assertThat(taken).isBetween(9_500, 10_500);
    assertThat(new Loss(0, 7).takes(5)).isFalse();
    assertThat(new Loss(1, 7).takes(5)).isTrue();
  }

  @Test
  void a_plan_has_frames_of_at_least_the_wanted_rate() {
    var plan = WirePath.Plan.of(2, 240, 10, false);

    assertThat(plan.frames()).isEqualTo(2400);
    assertThat(8.0 * plan.frameBytes() * plan.fps()).isBetween(2e9, 2.001e9);
  }
}
