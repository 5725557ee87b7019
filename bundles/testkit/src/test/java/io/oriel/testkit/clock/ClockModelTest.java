package io.oriel.testkit.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockModelTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest(name = "offset {0} ns, drift {1} ppm, way there {2} ns, back {3} ns")
  @CsvSource({
    "5000000000,0,100000,100000",
    "-5000000000,80,100000,100000",
    "123456789,-80,50000,900000",
    "-8000000000000000000,30,2000000,100000",
    "0,150,20000,20000",
  })
  void the_truth_lies_within_the_bound(long offset, double ppm, long there, long back) {
    var random = new SplittableRandom(7);
    var model = new ClockModel();
    ClockEstimate estimate = null;
    long end = 0;
    for (int batch = 0; batch < 30; batch++) {
      for (int i = 0; i < 8; i++) {
        long t1 = batch * SECOND + i * 1_000_000L;
        long arrives = t1 + there + random.nextInt(3_000_000);
        long leaves = arrives + random.nextInt(50_000);
        long t4 = leaves + back + random.nextInt(3_000_000);
        assertThat(model.round(t1, other(arrives, offset, ppm), other(leaves, offset, ppm), t4))
            .isTrue();
      }
      end = batch * SECOND + 100_000_000;
      estimate = model.batch(end);
      for (long at = end; at < end + SECOND; at += SECOND / 4) {
        long truth = other(at, offset, ppm);
        assertThat(Math.abs(estimate.other(at) - truth)).isLessThanOrEqualTo(estimate.bound(at));
      }
    }
    assertThat(estimate.drift() * 1e6).isCloseTo(ppm, within(estimate.driftError() * 1e6));
  }

  private static long other(long nanos, long offset, double ppm) {
    return nanos + offset + Math.round(nanos * ppm / 1e6);
  }

  @Test
  void ways_that_turn_lopsided_in_between_do_not_lead_beyond_the_bound() {
    var model = new ClockModel();
    for (int batch = 0; batch < 30; batch++) {
      long asked = batch * SECOND;
      long arrives = batch < 15 ? asked + 2_000_000 : asked;
      model.round(asked, arrives, arrives, asked + 2_000_000);
      ClockEstimate estimate = model.batch(asked + 2_000_000);

      for (long at = asked + 2_000_000; at < asked + SECOND; at += SECOND / 4) {
        assertThat(Math.abs(estimate.other(at) - at)).isLessThanOrEqualTo(estimate.bound(at));
      }
    }
  }

  @Test
  void a_round_that_cannot_be_true_is_ignored() {
    var model = new ClockModel();

    assertThat(model.round(1_000, 5_000, 4_000, 2_000)).as("answered before asked").isFalse();
    assertThat(model.round(1_000, 5_000, 9_000, 2_000)).as("took longer there").isFalse();
    assertThat(model.round(2_000, 5_000, 5_000, 1_000)).as("received before sent").isFalse();
    assertThat(model.batch(3_000)).isNull();
  }

  @Test
  void the_fastest_round_counts() {
    var model = new ClockModel();
    model.round(0, 900_000, 900_000, 1_000_000);
    model.round(2_000_000, 2_050_000, 2_050_000, 2_100_000);
    model.round(4_000_000, 4_100_000, 4_100_000, 5_000_000);

    ClockEstimate estimate = model.batch(5_000_000);

    assertThat(estimate.offsetNanos()).isZero();
    assertThat(estimate.rttNanos()).isEqualTo(100_000);
    assertThat(estimate.boundNanos()).isEqualTo(50_001);
  }
}
