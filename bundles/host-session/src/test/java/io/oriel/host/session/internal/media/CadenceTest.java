package io.oriel.host.session.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class CadenceTest {
  private static final long MS = 1_000_000;
  private static final long INTERVAL = 16_666_667;

  private final Cadence cadence = new Cadence();

  private long distinct(long readyMs, long sentMs) {
    return cadence.left(readyMs * MS, sentMs * MS, false, INTERVAL);
  }

  private long repeat(long sentMs) {
    return cadence.left(0, sentMs * MS, true, INTERVAL);
  }

  @Test
  void frames_that_leave_as_far_apart_as_their_pictures_came_do_not_deviate() {
    distinct(0, 5);
    distinct(17, 22);
    distinct(50, 55);

    var deviation = cadence.deviation.summary();
    assertThat(deviation.count()).isEqualTo(2);
    assertThat(deviation.maxNanos()).isLessThan(MS / 1000);
    assertThat(cadence.stalls.get()).isZero();
  }

  @Test
  void a_frame_that_took_longer_than_others_deviates() {
    distinct(0, 5);
    distinct(17, 30);
    distinct(33, 38);

    assertThat(cadence.deviation.summary().maxNanos()).isCloseTo(8 * MS, withinPercentage(2));
    assertThat(cadence.stalls.get()).isZero();
  }

  @Test
  void an_idle_desktop_neither_deviates_nor_stalls() {
    distinct(0, 5);
    for (int i = 1; i < 10; i++) {
      assertThat(repeat(5 + 110 * i)).isZero();
    }
    assertThat(distinct(1070, 1075)).isZero();

    assertThat(cadence.deviation.summary().count()).isZero();
    assertThat(cadence.stalls.get()).isZero();
  }

  @Test
  void a_frame_much_later_than_its_picture_is_a_stall() {
    distinct(0, 5);

    assertThat(distinct(17, 122)).isEqualTo(100 * MS);
    assertThat(distinct(40, 222)).isEqualTo(77 * MS);

    assertThat(cadence.stalls.get()).isEqualTo(2);
    assertThat(cadence.longestNanos.get()).isEqualTo(100 * MS);
  }

  @Test
  void a_repeat_that_does_not_come_is_a_stall() {
    distinct(0, 5);

    assertThat(repeat(5 + 300)).isEqualTo(200 * MS);
  }
}
