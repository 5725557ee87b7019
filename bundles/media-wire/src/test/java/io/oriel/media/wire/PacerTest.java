package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {
  private long now = 1_000_000;
  private long slept;
  private final Pacer pacer =
      new Pacer(
          80_000_000, // 100 ns a byte
          14_000,
          () -> now,
          nanos -> {
            now += nanos;
            slept += nanos;
          });

  @Test
  void a_frame_within_the_burst_leaves_at_once() {
    pacer.begin(14_000, 16_000_000);

    assertThat(pacer.await(7_000) + pacer.await(7_000)).isZero();
    assertThat(slept).isZero();
  }

  @Test
  void only_the_overflow_is_spread_at_the_rate() {
    pacer.begin(28_000, 16_000_000);

    assertThat(pacer.await(14_000)).isZero();
    assertThat(pacer.await(7_000)).isEqualTo(700_000);
    assertThat(pacer.await(7_000)).isEqualTo(700_000);
  }

  @Test
  void a_frame_too_large_for_its_budget_leaves_faster_and_in_time() {
    pacer.begin(1_414_000, 8_000_000);

    for (int i = 0; i < 101; i++) {
      pacer.await(14_000);
    }

    assertThat(now)
        .isCloseTo(pacer.deadlineNanos(), org.assertj.core.api.Assertions.within(20_000L));
    assertThat(slept).isCloseTo(8_000_000L, org.assertj.core.api.Assertions.within(20_000L));
  }

  @Test
  void time_lost_elsewhere_is_not_waited_for_again() {
    pacer.begin(28_000, 16_000_000);
    pacer.await(14_000);
    now += 5_000_000;

    assertThat(pacer.await(14_000)).isZero();
  }

  @Test
  void an_interrupted_thread_does_not_wait() {
    var real = new Pacer(1_000, 0);
    real.begin(1_000_000, 60_000_000_000L);
    Thread.currentThread().interrupt();

    long waited = real.await(1_000_000);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(waited).isLessThan(1_000_000_000L);
  }
}
