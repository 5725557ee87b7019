package io.oriel.capture.pipewire.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameClockTest {
  private static final long NOW = 100_000_000_000L;
  private final FrameClock clock = new FrameClock();

  @Test
  void a_stamp_a_little_before_the_arrival_is_believed() {
    assertThat(clock.madeNanos(NOW - 4_000_000, NOW)).isEqualTo(NOW - 4_000_000);
    assertThat(clock.disbelieved()).isZero();
  }

  @Test
  void none_is_the_arrival() {
    assertThat(clock.madeNanos(0, NOW)).isEqualTo(NOW);
    assertThat(clock.disbelieved()).isZero();
  }

  @Test
  void another_clock_the_future_and_the_distant_past_are_not_believed() {
    assertThat(clock.madeNanos(17, NOW)).isEqualTo(NOW);
    assertThat(clock.madeNanos(NOW + 1, NOW)).isEqualTo(NOW);
    assertThat(clock.madeNanos(Long.MAX_VALUE, NOW)).isEqualTo(NOW);
    assertThat(clock.madeNanos(Long.MIN_VALUE, NOW)).isEqualTo(NOW);
    assertThat(clock.madeNanos(-1, NOW)).isEqualTo(NOW);
    assertThat(clock.disbelieved()).isEqualTo(5);
  }

  @Test
  void a_stamp_that_goes_back_is_not_believed_and_the_next_is() {
    clock.madeNanos(NOW - 1_000_000, NOW);

    assertThat(clock.madeNanos(NOW - 2_000_000, NOW + 10)).isEqualTo(NOW + 10);
    assertThat(clock.madeNanos(NOW + 20, NOW + 30)).isEqualTo(NOW + 20);
  }
}
