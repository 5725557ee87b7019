package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Against a path that drops what is beyond its capacity, and some of the rest by chance.
class RateControlTest {
  private static final double PACKET_BITS = 1392 * 8;
  private static final double PARITY = 1.2;
  private final Random random = new Random(1);
  private final RateControl control = new RateControl(30_000_000);

  /// The rate after each report.
  private List<Long> seconds(int count, double capacityBits, double chance) {
    var rates = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      double bits = control.rate() * (0.97 + 0.06 * random.nextDouble());
      long sent = Math.round(bits * PARITY / PACKET_BITS);
      double excess = Math.max(0, 1 - capacityBits / (bits * PARITY));
      long lost = 0;
      for (int p = 0; p < sent; p++) {
        lost += random.nextDouble() < excess + (1 - excess) * chance ? 1 : 0;
      }
      control.report(sent, lost, bits);
      rates.add(control.rate());
    }
    return rates;
  }

  @Test
  void a_bottleneck_is_found_within_seconds_and_kept_to() {
    double fits = 10_000_000 / PARITY;
    seconds(5, 10_000_000, 0);

    assertThat(seconds(300, 10_000_000, 0))
        .allSatisfy(rate -> assertThat(rate / fits).isBetween(0.85, 1.15));
  }

  /// As it happened: the second in which it began was good by half.
  @Test
  void a_bottleneck_that_comes_in_the_middle_of_a_second_is_not_taken_for_chance() {
    long sent = (long) (control.rate() * PARITY / PACKET_BITS);
    control.report(sent, sent / 7, control.rate());

    seconds(7, 10_000_000, 0);

    assertThat(seconds(60, 10_000_000, 0))
        .allSatisfy(rate -> assertThat(rate * PARITY / 10_000_000).isBetween(0.85, 1.15));
  }

  @Test
  void it_does_not_swing() {
    seconds(5, 10_000_000, 0.01);
    var rates = seconds(300, 10_000_000, 0.01);
    int turns = 0;
    int last = 0;
    for (int i = 1; i < rates.size(); i++) {
      int way = Long.signum(rates.get(i) - rates.get(i - 1));
      turns += way != 0 && last != 0 && way != last ? 1 : 0;
      last = way == 0 ? last : way;
    }

    assertThat(turns).isLessThan(30); // a try every minute, up and down again
  }

  @Test
  void it_recovers_when_the_path_does() {
    seconds(60, 10_000_000, 0);

    assertThat(seconds(90, 100_000_000, 0)).last().isEqualTo(30_000_000L);
  }

  @Test
  void losses_by_chance_do_not_lower_it() {
    assertThat(seconds(600, 1e9, 0.01)).containsOnly(30_000_000L);
  }

  @Test
  void heavier_losses_by_chance_cost_a_moment_and_not_the_rate() {
    var rates = seconds(600, 1e9, 0.08);

    assertThat(rates.stream().filter(rate -> rate == 30_000_000L).count()).isGreaterThan(560);
    assertThat(rates).last().isEqualTo(30_000_000L);
  }

  @Test
  void a_path_that_narrows_again_is_followed() {
    seconds(30, 20_000_000, 0);
    seconds(5, 5_000_000, 0);

    assertThat(seconds(60, 5_000_000, 0))
        .allSatisfy(rate -> assertThat(rate * PARITY / 5_000_000).isBetween(0.85, 1.15));
  }

  /// As it happened: pictures that had to do without lost ones took 40 % more.
  @Test
  void a_moment_of_larger_pictures_is_not_taken_for_a_narrower_path() {
    double fits = 10_000_000 / PARITY;
    seconds(20, 10_000_000, 0);
    double bits = 1.4 * fits;
    long sent = Math.round(bits * PARITY / PACKET_BITS);

    control.report(sent, Math.round(sent * (1 - 1 / 1.4)), bits);

    assertThat(control.rate() / fits).isBetween(0.8, 1.0);
  }

  @Test
  void a_smaller_wish_is_granted_at_once_and_a_larger_one_up_to_what_fits() {
    control.most(10_000_000);
    assertThat(control.rate()).isEqualTo(10_000_000);
    control.most(20_000_000);
    assertThat(seconds(1, 1e9, 0)).containsExactly(20_000_000L);
  }

  @Test
  void a_burst_while_little_is_shown_does_not_take_the_rate_away() {
    control.report(200, 60, 400_000);

    assertThat(control.rate()).isGreaterThanOrEqualTo(7_500_000);
    assertThat(seconds(40, 1e9, 0)).last().isEqualTo(30_000_000L);
  }

  @Test
  void a_handful_of_packets_proves_nothing() {
    for (int i = 0; i < 100; i++) {
      control.report(20, 10, 100_000);
    }

    assertThat(control.rate()).isEqualTo(30_000_000);
  }
}
