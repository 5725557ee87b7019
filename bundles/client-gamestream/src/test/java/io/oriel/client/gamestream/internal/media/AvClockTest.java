package io.oriel.client.gamestream.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AvClockTest {
  private final AvClock clock = new AvClock();
  private final Random random = new Random(2);

  @Test
  void sound_that_falls_behind_is_noticed_through_jitter_and_wrapping_stamps() {
    int first = Integer.MAX_VALUE - 500_000; // wraps within seconds
    assertThat(clock.driftMs()).isNaN();
    for (int ms = 0; ms < 60_000; ms += 5) {
      long now = 1 + ms * 1_000_000L;
      if (ms % 20 == 0) {
        clock.video(first + ms * 90, now + jitter());
      }
      clock.audio(ms * 1_000_000L - ms * 100L, now + jitter()); // 100 ppm
    }

    assertThat(clock.driftMs()).isCloseTo(5.7, within(0.5));
  }

  @Test
  void repeated_pictures_say_nothing() {
    for (int ms = 0; ms < 10_000; ms += 5) {
      long now = 1 + ms * 1_000_000L;
      int moving = ms / 1_000 % 2 == 0 ? ms : ms / 1_000 * 1_000; // still in every other second
      clock.video(moving * 90, now);
      clock.audio(ms * 1_000_000L, now);
    }

    assertThat(clock.driftMs()).isCloseTo(0, within(0.1));
  }

  private long jitter() {
    return random.nextInt(10_000_000);
  }
}
