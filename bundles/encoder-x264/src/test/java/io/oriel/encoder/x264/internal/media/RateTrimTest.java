package io.oriel.encoder.x264.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTrimTest {
  private static final double WANTED = 100_000;
  private final RateTrim trim = new RateTrim();

  private void frames(int count, double share) {
    for (int i = 0; i < count; i++) {
      trim.spent((long) (share * WANTED), WANTED);
    }
  }

  @Test
  void an_encoder_that_stays_below_its_rate_is_brought_to_it() {
    for (int i = 0; i < 300; i++) {
      frames(1, 0.7 * trim.factor());
    }

    assertThat(0.7 * trim.factor()).isCloseTo(1, within(0.05));
  }

  @Test
  void pictures_that_need_little_do_not_wind_it_up() {
    double before = trim.factor();

    frames(10_000, 0.2);

    assertThat(trim.factor()).isEqualTo(before);
  }

  @Test
  void it_stays_within_bounds() {
    frames(10_000, 0.5);
    assertThat(trim.factor()).isEqualTo(1.8);
    frames(10_000, 3);
    assertThat(trim.factor()).isEqualTo(0.7);
  }
}
