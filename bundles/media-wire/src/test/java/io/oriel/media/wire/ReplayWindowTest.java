package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWindowTest {
  @ParameterizedTest
  @ValueSource(ints = {64, 128, 1024, 4096})
  void it_agrees_with_a_set_that_remembers_everything(int size) {
    var random = new Random(11);
    var window = new ReplayWindow(size);
    var seen = new HashSet<Long>();
    long highest = -1;
    for (int i = 0; i < 100_000; i++) {
      long number = Math.max(0, highest + random.nextInt(-size - 76, far(i, size)));
      boolean fresh = number > highest - size && !seen.contains(number);

      assertThat(window.fresh(number)).as("%s of %s", number, highest).isEqualTo(fresh);
      if (fresh) {
        window.mark(number);
        seen.add(number);
        highest = Math.max(highest, number);
      }
    }
  }

  /// Mostly small steps, sometimes about the window's length, seldom far beyond it.
  private static int far(int i, int size) {
    return i % 5000 == 0 ? 3 * size : i % 100 == 0 ? size + 2 : 12;
  }

  @Test
  void the_number_below_the_window_is_too_old() {
    var window = new ReplayWindow(64);
    window.mark(1000);

    assertThat(window.fresh(937)).isTrue();
    assertThat(window.fresh(936)).isFalse();
    assertThat(window.highest()).isEqualTo(1000);
    window.mark(Long.MAX_VALUE - 70);
    window.mark(Long.MAX_VALUE - 1);
    assertThat(window.fresh(Long.MAX_VALUE - 64)).isTrue();
    window.mark(Long.MAX_VALUE);
    assertThat(window.fresh(Long.MAX_VALUE - 63)).isTrue();
    assertThat(window.fresh(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void a_size_that_is_no_power_of_two_is_refused() {
    for (int size : new int[] {-64, 0, 1, 32, 65, 1000, 1 << 25}) {
      assertThatThrownBy(() -> new ReplayWindow(size)).hasMessageContaining("window of " + size);
    }
  }

  @Test
  void a_number_marked_twice_is_a_bug() {
    var window = new ReplayWindow(1024);
    window.mark(5);

    assertThatThrownBy(() -> window.mark(5)).hasMessageContaining("5 is not fresh");
    assertThat(window.fresh(-1)).isFalse();
  }

  @Test
  void the_largest_number_is_marked_at_once() {
    var window = new ReplayWindow(64);

    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> window.mark(Long.MAX_VALUE));

    assertThat(window.fresh(Long.MAX_VALUE)).isFalse();
    assertThat(window.fresh(Long.MAX_VALUE - 63)).isTrue();
    assertThat(window.fresh(Long.MAX_VALUE - 64)).isFalse();
  }
}
