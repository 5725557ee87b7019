package io.oriel.lib.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A path whose queue, round trips and delivery follow from what is sent, sampled every 50 ms.
class PathRateTest {
  private static final long MILLI = 1_000_000;
  private static final long FRAME = 16_666_667;

  /// A bottleneck with a queue; time advances frame by frame.
  private static final class Bottleneck {
    final Random random = new Random(5);
    final PathRate rate;
    double bitsPerSecond;
    double baseMillis = 20;
    double jitterMillis;
    double use = 1; // share of the rate that pictures take
    long now = 1_000_000_000L;
    private double queuedBits;
    private final ArrayDeque<double[]> frames = new ArrayDeque<>(); // when, bits left
    private double servedBits; // since the last sample
    private double sentBits;
    private double delivered;
    private double roundTrip = 20;
    private long sampled;
    double longestWaitMillis;

    Bottleneck(PathRate rate, double bitsPerSecond) {
      this.rate = rate;
      this.bitsPerSecond = bitsPerSecond;
    }

    void run(double seconds) {
      for (int i = 0; i < seconds * 60; i++) {
        now += FRAME;
        double frame = rate.rate() * use / 60 * (0.8 + 0.4 * random.nextDouble());
        frames.add(new double[] {now, frame});
        queuedBits += frame;
        sentBits += frame;
        serve(Math.min(queuedBits, bitsPerSecond / 60));
        if (now - sampled >= 50 * MILLI) {
          sample();
        }
      }
    }

    private void serve(double bits) {
      queuedBits -= bits;
      servedBits += bits;
      double left = bits;
      while (left > 0 && !frames.isEmpty()) {
        double part = Math.min(left, frames.peek()[1]);
        frames.peek()[1] -= part;
        left -= part;
        if (frames.peek()[1] <= 1e-6) {
          frames.poll();
        }
      }
    }

    private void sample() {
      double seconds = (now - sampled) / 1e9;
      delivered = seconds < 1 ? servedBits / seconds : 0;
      // congestion control keeps about one more round trip of it under way, the rest waits here
      double inNetwork = Math.min(queuedBits, bitsPerSecond * baseMillis / 1000);
      double now1 =
          baseMillis + inNetwork / bitsPerSecond * 1000 + random.nextDouble() * jitterMillis;
      roundTrip += (now1 - roundTrip) / 4;
      long waiting = frames.isEmpty() ? 0 : now - (long) frames.peek()[0] + 1;
      longestWaitMillis = Math.max(longestWaitMillis, waiting / 1e6);
      rate.sample(
          now, delivered, (long) (roundTrip * 1e6), waiting, sampled == 0 ? 0 : sentBits / seconds);
      sampled = now;
      servedBits = 0;
      sentBits = 0;
    }
  }

  @Test
  void a_path_that_carries_the_wish_is_left_alone() {
    var rate = new PathRate(20_000_000);
    var path = new Bottleneck(rate, 100e6);

    path.run(30);

    assertThat(rate.rate()).isEqualTo(20_000_000);
  }

  @Test
  void a_narrower_path_is_noticed_within_a_second_and_drained_soon_after() {
    var rate = new PathRate(20_000_000);
    var path = new Bottleneck(rate, 100e6);
    path.run(5);

    path.bitsPerSecond = 4e6;
    path.run(1);
    assertThat(rate.rate()).isLessThan(7_000_000);
    path.run(4);
    path.longestWaitMillis = 0;
    path.run(3);

    assertThat(rate.rate()).isBetween(1_000_000L, 4_200_000L);
    assertThat(path.longestWaitMillis).isLessThan(150);
  }

  @Test
  void a_bottleneck_that_stays_sees_an_even_rate_near_what_it_carries() {
    var rate = new PathRate(30_000_000);
    var path = new Bottleneck(rate, 10e6);
    path.run(30);

    long least = Long.MAX_VALUE;
    long most = 0;
    double sum = 0;
    int changes = 0; // of direction
    long before = rate.rate();
    int way = 0;
    for (int i = 0; i < 600; i++) {
      path.run(0.1);
      least = Math.min(least, rate.rate());
      most = Math.max(most, rate.rate());
      sum += rate.rate();
      int turn = Long.signum(rate.rate() - before);
      if (turn != 0 && turn != way) {
        changes++;
        way = turn;
      }
      before = rate.rate();
    }

    assertThat(sum / 600).isBetween(6.5e6, 10e6);
    assertThat(least).isGreaterThan(4_500_000);
    assertThat(most).isLessThan(13_000_000); // until the queue shows
    assertThat(changes).isLessThan(40);
  }

  @Test
  void a_path_that_has_become_wide_again_is_used_within_seconds() {
    var rate = new PathRate(20_000_000);
    var path = new Bottleneck(rate, 4e6);
    path.run(8);
    assertThat(rate.rate()).isLessThan(5_000_000);

    path.bitsPerSecond = 100e6;
    path.run(60);

    assertThat(rate.rate()).isEqualTo(20_000_000);
  }

  @Test
  void round_trips_of_a_radio_link_do_not_matter() {
    var rate = new PathRate(20_000_000);
    var path = new Bottleneck(rate, 100e6);
    path.jitterMillis = 25;

    path.run(60);

    assertThat(rate.rate()).isGreaterThan(19_000_000);
  }

  @Test
  void a_still_picture_on_a_slow_path_keeps_its_rate() {
    var rate = new PathRate(20_000_000);
    var path = new Bottleneck(rate, 4e6);
    path.use = 0.05;

    path.run(30);

    assertThat(rate.rate()).isEqualTo(20_000_000);
  }

  @Test
  void a_longer_way_is_taken_for_what_it_is() {
    var rate = new PathRate(20_000_000);
    var path = new Bottleneck(rate, 100e6);
    path.run(5);

    path.baseMillis = 120; // the client moved to another network
    path.run(90);

    assertThat(rate.rate()).isEqualTo(20_000_000);
  }

  @Test
  void a_longer_way_costs_little_for_a_few_seconds() {
    var rate = new PathRate(20_000_000);
    var path = new Bottleneck(rate, 100e6);
    path.run(5);

    path.baseMillis = 120;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 100; i++) {
      path.run(0.1);
      least = Math.min(least, rate.rate());
    }

    assertThat(least).isGreaterThan(5_000_000);
    assertThat(rate.rate()).isEqualTo(20_000_000);
  }

  @Test
  void a_way_that_is_known_to_be_another_costs_nothing() {
    var rate = new PathRate(20_000_000);
    var path = new Bottleneck(rate, 100e6);
    path.run(5);

    path.baseMillis = 120;
    path.roundTrip = 120;
    rate.moved(path.now);
    path.run(10);

    assertThat(rate.rate()).isEqualTo(20_000_000);
  }

  @Test
  void wishes_are_followed() {
    var rate = new PathRate(20_000_000);
    rate.most(30_000_000);
    assertThat(rate.rate()).isEqualTo(30_000_000);
    rate.most(1_000_000);
    assertThat(rate.rate()).isEqualTo(1_000_000);
  }
}
