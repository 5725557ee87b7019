package io.oriel.media.webrtc.internal.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/// Frames of an encoder that follows the estimate, over a simulated bottleneck with a queue.
class RateEstimateTest {
  private static final long SECOND = 1_000_000;
  private static final int PACKET = 1200;
  private static final long PROPAGATION = 10_000;
  private static final long CLOCKS_APART = 7_000_000_123L;

  private final Random random = new Random(1);
  private double longestQueueMicros; // over the last third

  /// @param linkBits capacity at a time in µs
  /// @return the estimate at the end
  private long run(long start, int seconds, LongUnaryOperator linkBits, double loss, int jitter) {
    var estimate = new RateEstimate(start, 300_000, 100_000_000);
    long rate = start;
    double freeAt = 0;
    longestQueueMicros = 0;
    long end = seconds * SECOND;
    for (long now = 0; now < end; now += 16_667) {
      int packets = (int) Math.max(1, rate / 60 / 8 / PACKET);
      for (int i = 0; i < packets; i++) {
        long sent = now + i * 100L;
        double begins = Math.max(freeAt, sent);
        double queue = begins - sent;
        if (now > end * 2 / 3) {
          longestQueueMicros = Math.max(longestQueueMicros, queue);
        }
        if (queue > 500_000 || random.nextDouble() < loss) {
          estimate.lost(sent, PACKET);
          continue;
        }
        freeAt = begins + PACKET * 8e6 / linkBits.applyAsLong(sent);
        long noise = jitter == 0 ? 0 : random.nextInt(jitter);
        estimate.received(sent, (long) freeAt + PROPAGATION + noise + CLOCKS_APART, PACKET);
      }
      rate = estimate.update(now);
    }
    return rate;
  }

  @Test
  void a_narrow_link_is_found_and_its_queue_stays_short() {
    long rate = run(15_000_000, 30, _ -> 5_000_000, 0, 0);

    assertThat(rate).isBetween(2_500_000L, 5_500_000L);
    assertThat(longestQueueMicros).isLessThan(200_000);
  }

  @Test
  void a_wide_link_is_used() {
    assertThat(run(2_000_000, 20, _ -> 200_000_000, 0, 2000)).isGreaterThan(20_000_000);
  }

  @Test
  void little_random_loss_does_not_slow_a_stream_down() {
    assertThat(run(8_000_000, 20, _ -> 100_000_000, 0.01, 2000)).isGreaterThan(8_000_000);
    assertThat(run(8_000_000, 20, _ -> 100_000_000, 0.03, 2000)).isGreaterThanOrEqualTo(7_900_000);
  }

  @Test
  void much_loss_slows_it_down() {
    assertThat(run(8_000_000, 20, _ -> 100_000_000, 0.3, 2000)).isLessThan(2_000_000);
  }

  @Test
  void a_link_that_becomes_narrow_and_wide_again_is_followed() {
    long narrow = run(10_000_000, 20, t -> t < 10 * SECOND ? 20_000_000 : 3_000_000, 0, 1000);
    assertThat(narrow).isLessThan(3_600_000);

    long wide = run(10_000_000, 60, t -> t < 10 * SECOND ? 3_000_000 : 40_000_000, 0, 1000);
    assertThat(wide).isGreaterThan(5_000_000);
  }

  /// A desktop on which little changes, on a radio link whose delay comes in waves.
  ///
  /// @return the least estimate met
  private long leastWhileStill(long start, long linkBits) {
    var estimate = new RateEstimate(start, 300_000, 100_000_000);
    long least = start;
    for (long now = 0; now < 60 * SECOND; now += 16_667) {
      long wave = now / SECOND % 10 == 3 ? (now % SECOND) / 25 : 0; // 40 ms more within a second
      long way = PROPAGATION + 150 * 8_000_000L / linkBits + wave;
      estimate.received(now, now + way + CLOCKS_APART, 150);
      least = Math.min(least, estimate.update(now));
    }
    return least;
  }

  @Test
  void a_still_desktop_tells_nothing_of_what_the_path_carries() {
    assertThat(leastWhileStill(10_000_000, 100_000_000)).isGreaterThanOrEqualTo(5_000_000);
  }

  @Test
  void an_estimate_does_not_grow_far_beyond_what_is_sent() {
    var estimate = new RateEstimate(1_000_000, 300_000, 100_000_000);
    for (long now = 0; now < 60 * SECOND; now += 16_667) {
      estimate.received(now, now + PROPAGATION, 150); // 72 kbit/s
      assertThat(estimate.update(now)).isEqualTo(1_000_000);
    }
  }

  @Test
  void it_stays_within_its_limits() {
    var estimate = new RateEstimate(1_000_000, 500_000, 2_000_000);
    for (int i = 0; i < 100; i++) {
      estimate.lost(i, PACKET);
    }
    assertThat(estimate.update(0)).isEqualTo(1_000_000);
    assertThat(estimate.update(2 * SECOND)).isEqualTo(500_000);
    estimate.most(400_000);
    assertThat(estimate.update(3 * SECOND)).isEqualTo(500_000);
  }

  @Test
  void history_forgets_what_was_overwritten() {
    var history = new SendHistory();
    history.sent(5, 1_000_000, 1200);
    long word = history.find(5);

    assertThat(SendHistory.micros(word)).isEqualTo(1000);
    assertThat(SendHistory.bytes(word)).isEqualTo(1200);
    assertThat(history.find(5 + 8192)).isZero();
    history.sent(5 + 8192, 2_000_000, 100);
    assertThat(history.find(5)).isZero();
    history.forget(5 + 8192);
    assertThat(history.find(5 + 8192)).isZero();
  }
}
