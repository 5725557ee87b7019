package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyFrameWishesTest {
  private long now = Long.MAX_VALUE - 10; // about to wrap
  private int passed;
  private final List<Long> delays = new ArrayList<>();
  private final Deque<Runnable> delayed = new ArrayDeque<>();
  private final KeyFrameWishes wishes =
      new KeyFrameWishes(
          100,
          () -> now,
          (nanos, step) -> {
            delays.add(nanos);
            delayed.add(step);
          },
          () -> passed++);

  @Test
  void the_first_wish_passes_at_once_and_all_that_follow_soon_are_one() {
    wishes.wanted();
    now += 30;
    wishes.wanted();
    wishes.wanted();
    wishes.wanted();

    assertThat(passed).isEqualTo(1);
    assertThat(delays).containsExactly(70L);
    now += 70;
    delayed.pop().run();
    assertThat(passed).isEqualTo(2);
  }

  @Test
  void a_flood_passes_no_more_than_the_interval_allows() {
    for (int i = 0; i < 1000; i++) {
      wishes.wanted();
      now++;
      if (!delayed.isEmpty() && i % 100 == 99) {
        delayed.pop().run();
      }
    }

    assertThat(passed).isLessThanOrEqualTo(11);
  }

  @Test
  void a_wish_after_a_while_passes_at_once() {
    wishes.wanted();
    now += 100;
    wishes.wanted();

    assertThat(passed).isEqualTo(2);
    assertThat(delayed).isEmpty();
  }
}
