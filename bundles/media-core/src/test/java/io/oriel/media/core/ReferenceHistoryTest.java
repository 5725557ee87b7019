package io.oriel.media.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferenceHistoryTest {
  private final ReferenceHistory history = new ReferenceHistory(4);

  private void encode(long from, long to) {
    for (long frame = from; frame <= to; frame++) {
      history.encoded(frame, frame == 1, history.due());
    }
  }

  @Test
  void a_loss_is_healed_by_what_came_before_it() {
    encode(1, 6);

    assertThat(history.invalidate(5, 6)).isTrue();

    assertThat(history.due()).isEqualTo(5);
    assertThat(history.due()).isZero();
  }

  @Test
  void a_loss_is_not_healed_once_all_before_it_is_forgotten() {
    encode(1, 6);

    assertThat(history.invalidate(3, 3)).isFalse();
    assertThat(history.invalidate(4, 4)).isTrue();
  }

  @Test
  void a_lost_key_frame_needs_another() {
    encode(1, 3);

    assertThat(history.invalidate(1, 2)).isFalse();
    assertThat(history.due()).isZero();
  }

  @Test
  void what_is_before_a_key_frame_is_healed_by_it() {
    encode(1, 3);
    history.encoded(4, true, 0);
    encode(5, 5);

    assertThat(history.invalidate(2, 3)).isTrue();
    assertThat(history.due()).isZero();
    assertThat(history.invalidate(3, 4)).isFalse();
  }

  @Test
  void a_loss_told_while_a_key_frame_is_encoded_is_healed_by_it() {
    encode(1, 5);
    long from = history.due();
    assertThat(history.invalidate(5, 5)).isTrue();
    history.encoded(6, true, from);

    assertThat(history.due()).isZero();
    assertThat(history.newest()).isEqualTo(6);
  }

  @Test
  void a_repeated_report_costs_nothing_while_the_recovery_arrived() {
    encode(1, 5);
    history.invalidate(4, 5);
    encode(6, 7);

    assertThat(history.invalidate(4, 5)).isTrue();
    assertThat(history.due()).isZero();
  }

  @Test
  void a_lost_recovery_goes_back_to_what_is_still_clean() {
    encode(1, 5);
    history.invalidate(5, 5);
    encode(6, 6);

    assertThat(history.invalidate(5, 6)).isTrue();
    assertThat(history.due()).isEqualTo(5);
  }

  @Test
  void an_earlier_loss_told_later_widens_what_is_pending() {
    encode(1, 6);

    assertThat(history.invalidate(6, 6)).isTrue();
    assertThat(history.invalidate(5, 5)).isTrue();

    assertThat(history.due()).isEqualTo(5);
  }

  @Test
  void frames_that_were_invalidated_are_no_ground_to_stand_on() {
    encode(1, 4);
    history.invalidate(3, 4);
    encode(5, 8); // 5 stands on 2, which is forgotten by now; 3 and 4 were never clean

    assertThat(history.invalidate(5, 8)).isFalse();
    assertThat(history.invalidate(6, 8)).isTrue();
  }

  @Test
  void the_newest_usable_frame_is_told() {
    assertThat(history.newest()).isZero();
    encode(1, 6);
    assertThat(history.newest()).isEqualTo(6);
    history.invalidate(5, 6);
    history.due();
    assertThat(history.newest()).isEqualTo(4);
    history.encoded(7, false, 5);
    assertThat(history.newest()).isEqualTo(7);
  }

  @Test
  void nonsense_asks_for_a_key_frame() {
    assertThat(history.invalidate(1, 1)).isFalse();
    encode(1, 3);
    assertThat(history.invalidate(3, 2)).isFalse();
    assertThat(history.invalidate(0, 2)).isFalse();
    assertThat(history.invalidate(4, 9)).isFalse();
  }
}
