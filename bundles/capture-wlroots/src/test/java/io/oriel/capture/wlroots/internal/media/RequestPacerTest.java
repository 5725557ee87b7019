package io.oriel.capture.wlroots.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestPacerTest {
  private static final long PERIOD = 10_000_000; // 100 Hz
  private final RequestPacer pacer = new RequestPacer(100_000, 0);

  @Test
  void a_late_request_does_not_move_the_grid() {
    pacer.requested(3_000_000);

    assertThat(pacer.untilDue(3_000_000)).isEqualTo(PERIOD - 3_000_000);
  }

  @Test
  void missed_slots_are_not_made_up_for() {
    pacer.requested(0);

    pacer.requested(10 * PERIOD);

    assertThat(pacer.untilDue(10 * PERIOD)).isEqualTo(PERIOD);
  }

  @Test
  void after_a_still_phase_the_next_picture_belongs_a_slot_later() {
    pacer.requested(0);

    pacer.arrived(50 * PERIOD);

    assertThat(pacer.untilDue(50 * PERIOD)).isEqualTo(PERIOD);
  }
}
