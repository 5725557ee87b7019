package io.oriel.media.pipewire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlayedClockTest {
  private static final long CYCLE = 5_000_000;
  private final PlayedClock clock = new PlayedClock(48_000);

  @Test
  void samples_are_counted_from_a_cycle() {
    clock.look(1_000_000_000, 0);

    assertThat(clock.played(480)).isEqualTo(1_010_000_000);
  }

  @Test
  void a_look_after_the_next_cycle_began_changes_nothing() {
    for (int i = 0; i < 40; i++) {
      clock.look(i * CYCLE + (i % 3 == 0 ? CYCLE : 0), i * 240L);

      assertThat(clock.played(i * 240L)).isBetween(i * CYCLE, (i == 0 ? 1 : i) * CYCLE);
    }
  }

  @Test
  void cycles_that_were_missed_are_noticed() {
    for (int i = 0; i < 20; i++) {
      clock.look(i * CYCLE, i * 240L);
    }
    for (int i = 20; i < 40; i++) {
      clock.look((i + 3) * CYCLE, i * 240L);
    }

    assertThat(clock.played(40 * 240L)).isEqualTo(43 * CYCLE);
  }

  @Test
  void a_clock_that_jumps_is_followed_at_once() {
    for (int i = 0; i < 20; i++) {
      clock.look(i * CYCLE, i * 240L);
    }
    clock.look(3_600_000_000_000L, 20 * 240L);

    assertThat(clock.played(20 * 240L)).isEqualTo(3_600_000_000_000L);
  }

  @Test
  void callbacks_that_lagged_behind_for_long_are_put_right_by_the_first_that_does_not() {
    for (int i = 0; i < 20; i++) {
      clock.look((i + 1) * CYCLE, i * 240L);
    }
    assertThat(clock.played(20 * 240L)).isEqualTo(21 * CYCLE);

    clock.look(20 * CYCLE, 20 * 240L);

    assertThat(clock.played(21 * 240L)).as("as its predecessor was thought").isEqualTo(21 * CYCLE);
  }
}
