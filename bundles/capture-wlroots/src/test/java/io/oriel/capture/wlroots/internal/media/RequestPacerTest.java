package io.oriel.capture.wlroots.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPacerTest {
  private static final long PERIOD = 10_000_000; // 100 Hz
  private static final long SECOND = 1_000_000_000;
  private final RequestPacer pacer = new RequestPacer(100_000, 0);

  @ParameterizedTest(name = "{0} changes a second")
  @ValueSource(doubles = {20, 50, 90, 99.9, 100, 100.02, 102})
  void a_screen_that_is_slow_enough_is_always_asked_beforehand(double rate) {
    List<Long> waits = waits(rate, 20);

    assertThat(waits).hasSizeBetween((int) (rate * 20 * 0.99), (int) (rate * 20) + 2);
    assertThat(waits).allSatisfy(w -> assertThat(w).isZero());
  }

  @Test
  void late_pictures_do_not_make_a_screen_fast() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      long now = i * PERIOD + random.nextLong(PERIOD * 7 / 10);
      assertThat(pacer.untilDue(now)).isLessThanOrEqualTo(0);
      pacer.requested(now);
      pacer.arrived(now);
    }
  }

  @ParameterizedTest(name = "{0} changes a second")
  @ValueSource(doubles = {110, 125, 144, 150, 200, 240, 500})
  void a_faster_screen_is_asked_at_the_hosts_rate(double rate) {
    List<Long> waits = waits(rate, 60);

    assertThat(waits.size() / 60.0).isCloseTo(100, within(2.5));
  }

  @Test
  void a_screen_that_becomes_slow_is_followed_again() {
    long now = 0;
    for (int i = 0; i < 4_000; i++) {
      now += Math.max(PERIOD / 3, pacer.untilDue(now));
      pacer.requested(now);
      pacer.arrived(now);
    }
    long begun = now;
    while (!pacer.free()) {
      now += Math.max(PERIOD, pacer.untilDue(now));
      pacer.requested(now);
      pacer.arrived(now);
    }
    assertThat(now - begun).isLessThanOrEqualTo(8 * SECOND + PERIOD);
    for (int i = 0; i < 1_000; i++) {
      now += PERIOD;
      assertThat(pacer.untilDue(now)).isLessThanOrEqualTo(0);
      pacer.requested(now);
      pacer.arrived(now);
    }
  }

  @Test
  void a_still_phase_makes_it_free_at_once() {
    makeFast();

    pacer.arrived(50 * PERIOD);

    assertThat(pacer.free()).isTrue();
  }

  @Test
  void on_the_grid_a_late_request_does_not_move_it() {
    long now = makeFast();
    long until = pacer.untilDue(now);

    pacer.requested(now + until + 3_000_000);

    assertThat(pacer.untilDue(now + until + 3_000_000)).isEqualTo(PERIOD - 3_000_000);
  }

  @Test
  void on_the_grid_missed_slots_are_not_made_up_for() {
    long now = makeFast();

    pacer.requested(now + 10 * PERIOD);

    assertThat(pacer.untilDue(now + 10 * PERIOD)).isEqualTo(PERIOD);
  }

  @Test
  void after_a_failure_the_next_attempt_is_a_slot_later() {
    assertThat(pacer.untilDue(0)).isLessThanOrEqualTo(0);

    pacer.failed(0);

    assertThat(pacer.untilDue(0)).isEqualTo(PERIOD);
  }

  /// @return the time at which it went to the grid
  private long makeFast() {
    long now = 0;
    while (pacer.free()) {
      now += PERIOD / 2;
      pacer.requested(now);
      pacer.arrived(now);
    }
    return now;
  }

  /// A screen with changes at a rate; every picture arrives at the first change at or after its
  /// request, or at once if there was one since the last picture.
  ///
  /// @return how long each change had waited for a request
  private List<Long> waits(double rate, int seconds) {
    var waits = new ArrayList<Long>();
    double step = SECOND / rate;
    long taken = -1; // the last change that was copied
    long now = 0;
    while (now < seconds * SECOND) {
      now += Math.max(0, pacer.untilDue(now));
      pacer.requested(now);
      long newest = (long) Math.floor(now / step);
      long change = newest > taken ? newest : taken + 1;
      long at = (long) Math.ceil(change * step);
      waits.add(Math.max(0, now - at));
      now = Math.max(now, at);
      taken = change;
      pacer.arrived(now);
    }
    return waits;
  }
}
