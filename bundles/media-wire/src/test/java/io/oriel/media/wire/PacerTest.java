package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.media.core.MediaThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    assertThat(now).isCloseTo(pacer.deadlineNanos(), within(20_000L));
    assertThat(slept).isCloseTo(8_000_000L, within(20_000L));
  }

  @Test
  void time_lost_elsewhere_is_not_waited_for_again() {
    pacer.begin(28_000, 16_000_000);
    pacer.await(14_000);
    now += 5_000_000;

    assertThat(pacer.await(14_000)).isZero();
  }

  @Test
  void the_bucket_fills_between_frames_and_no_further_than_the_burst() {
    pacer.begin(14_000, 16_000_000);
    pacer.await(14_000);
    now += 500_000; // 5000 bytes have flowed in
    pacer.begin(14_000, 16_000_000);

    assertThat(pacer.await(5_000)).isZero();
    assertThat(pacer.await(9_000)).isEqualTo(900_000);

    now += 100_000_000;
    pacer.begin(15_000, 16_000_000);
    assertThat(pacer.await(14_000)).isZero();
    assertThat(pacer.await(1_000)).isEqualTo(100_000);
  }

  @Test
  void what_was_not_used_stays_in_the_bucket() {
    pacer.begin(4_000, 16_000_000);
    pacer.await(4_000);
    pacer.begin(10_000, 16_000_000);

    assertThat(pacer.await(10_000)).isZero();
  }

  @Test
  void frames_faster_than_the_rate_owe_nothing_to_later_ones() {
    for (int i = 0; i < 10; i++) { // 20 times the rate, each out by its deadline
      pacer.begin(200_000, 1_000_000);
      pacer.await(200_000);
      assertThat(now).isCloseTo(pacer.deadlineNanos(), within(20_000L));
    }
    now += 1_400_000;
    slept = 0;
    pacer.begin(14_000, 16_000_000);

    pacer.await(14_000);

    assertThat(slept).isZero();
  }

  @Test
  void what_is_left_at_the_deadline_leaves_at_once() {
    pacer.begin(1_000_000, 8_000_000);
    pacer.await(100_000);
    now = pacer.deadlineNanos();
    slept = 0;

    for (int i = 0; i < 90; i++) {
      pacer.await(10_000);
    }

    assertThat(slept).isZero();
  }

  @Test
  void a_frame_without_time_or_larger_than_told_does_not_wait_beyond_its_deadline() {
    for (long budget : new long[] {0, -5, 1_000_000}) {
      pacer.begin(20_000, budget);
      pacer.await(1_000_000_000);
      assertThat(now).isLessThanOrEqualTo(Math.max(pacer.deadlineNanos(), now - slept));
    }
    assertThat(slept).isLessThanOrEqualTo(1_000_000);
  }

  /// Never earlier than the schedule holds on any machine; how much later is its load.
  @Test
  void in_real_time_packets_leave_on_schedule() throws Exception {
    var gone = new CompletableFuture<long[]>();
    MediaThread.start(
        "oriel-t-pace", () -> gone.complete(departures()), gone::completeExceptionally);

    long[] at = gone.get(20, TimeUnit.SECONDS);

    for (int i = 0; i < at.length; i++) {
      long overflow = (i + 1) * 20_000L - 60_000;
      assertThat(at[i]).isGreaterThanOrEqualTo(overflow * 20 - 25_000); // 400 Mbit/s
    }
    assertThat(at[2]).as("the burst").isLessThan(500_000_000);
    assertThat(at[49]).isBetween(18_700_000L, 3_000_000_000L);
  }

  private static long[] departures() {
    var real = new Pacer(400_000_000, 60_000);
    long[] at = new long[50];
    real.begin(1_000_000, 25_000_000);
    long start = real.deadlineNanos() - 25_000_000;
    for (int i = 0; i < at.length; i++) {
      real.await(20_000);
      at[i] = System.nanoTime() - start;
    }
    return at;
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
