package io.oriel.capture.pipewire.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FramePacerTest {
  private static final int RATE = 60_000;
  private static final long PERIOD = 1_000_000_000_000L / RATE;

  /// Pictures of a producer that were handed out within ten seconds, with the greatest age in
  /// nanoseconds that waiting gave them.
  private static long[] run(long producerPeriod, long jitter) {
    var random = new Random(1);
    var pacer = new FramePacer(RATE, 0);
    long taken = 0;
    long oldest = 0;
    long waiting = -1;
    for (long ideal = 0; ideal < 10_000_000_000L; ideal += producerPeriod) {
      long now = ideal + (jitter == 0 ? 0 : random.nextLong(jitter));
      if (waiting >= 0) {
        long due = waiting + Math.max(0, pacer.untilDue(waiting));
        if (due <= now) {
          pacer.taken(due);
          oldest = Math.max(oldest, due - waiting);
          taken++;
        }
      }
      waiting = -1;
      if (pacer.untilDue(now) <= 0) {
        pacer.taken(now);
        taken++;
      } else {
        waiting = now;
      }
    }
    return new long[] {taken, oldest};
  }

  @Test
  void a_producer_as_fast_as_the_host_is_never_made_to_wait() {
    assertThat(run(PERIOD, 0)).containsExactly(600 + 1, 0);
    assertThat(run(PERIOD + PERIOD / 100, PERIOD / 5)[1]).isZero();
  }

  @Test
  void a_faster_one_is_cut_to_the_rate() {
    assertThat(run(PERIOD / 2, 0)[0]).isBetween(598L, 613L);
    assertThat(run(PERIOD * 3 / 4, 0)[0]).isBetween(590L, 613L);
    assertThat(run(PERIOD / 10, 0)[0]).isBetween(590L, 613L);
  }

  @Test
  void a_screen_that_stood_still_shows_its_first_change_at_once() {
    var pacer = new FramePacer(RATE, 0);
    pacer.taken(0);

    assertThat(pacer.untilDue(5_000_000_000L)).isNegative();
    pacer.taken(5_000_000_000L);

    pacer.taken(5_000_000_000L); // and one more, which may have waited for the first
    assertThat(pacer.untilDue(5_000_000_000L)).isBetween(PERIOD / 4, PERIOD);
  }

  @Test
  void a_late_picture_makes_no_later_one_wait() {
    for (long late = 0; late <= 3 * PERIOD; late += PERIOD / 8) {
      var pacer = new FramePacer(RATE, 0);
      for (long i = 0; i < 10; i++) {
        pacer.taken(i * PERIOD);
      }
      pacer.taken(10 * PERIOD + late);
      long following = (10 + Math.ceilDiv(late, PERIOD)) * PERIOD;
      following = late % PERIOD == 0 ? following + PERIOD : following;
      for (int i = 0; i < 10; i++, following += PERIOD) {
        assertThat(pacer.untilDue(following)).as("%d ns late", late).isNotPositive();
        pacer.taken(following);
      }
    }
  }

  @Test
  void pictures_in_a_burst_make_later_ones_wait_for_a_second_at_most() {
    var pacer = new FramePacer(RATE, 0);
    long start = 10 * PERIOD; // of a producer that had been held up
    for (int i = 0; i < 3; i++) {
      pacer.taken(start + Math.max(0, pacer.untilDue(start)));
    }
    long arrival = start + PERIOD * 3 / 2; // those before it gave way to it
    for (int i = 0; i < 60; i++, arrival += PERIOD) {
      pacer.taken(arrival + Math.max(0, pacer.untilDue(arrival)));
    }

    assertThat(pacer.untilDue(arrival)).isNotPositive();
  }

  @Test
  void a_new_rate_makes_a_picture_due_at_once() {
    var pacer = new FramePacer(RATE, 0);
    pacer.taken(0);
    pacer.restart(120_000, 10);

    assertThat(pacer.untilDue(10)).isNotPositive();
  }
}
