package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
  @Test
  void it_agrees_with_a_set_that_remembers_everything() {
    var random = new Random(11);
    var window = new ReplayWindow();
    var seen = new HashSet<Long>();
    long highest = -1;
    for (int i = 0; i < 200_000; i++) {
      long number = Math.max(0, highest + random.nextInt(-1100, i % 5000 == 0 ? 3000 : 12));
      boolean fresh = number > highest - ReplayWindow.SIZE && !seen.contains(number);

      assertThat(window.fresh(number)).as("%s of %s", number, highest).isEqualTo(fresh);
      if (fresh) {
        window.mark(number);
        seen.add(number);
        highest = Math.max(highest, number);
      }
    }
  }

  @Test
  void a_number_marked_twice_is_a_bug() {
    var window = new ReplayWindow();
    window.mark(5);

    assertThatThrownBy(() -> window.mark(5)).hasMessageContaining("5 is not fresh");
    assertThat(window.fresh(-1)).isFalse();
  }
}
