package io.oriel.media.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpscRingTest {
  @Test
  void elements_come_out_in_the_order_they_went_in() {
    var ring = new SpscRing<String>(2);

    assertThat(ring.offer("a")).isTrue();
    assertThat(ring.offer("b")).isTrue();

    assertThat(ring.poll()).isEqualTo("a");
    assertThat(ring.poll()).isEqualTo("b");
    assertThat(ring.poll()).isNull();
    assertThat(ring.isEmpty()).isTrue();
  }

  @Test
  void a_full_ring_refuses_and_takes_again_after_a_poll() {
    var ring = new SpscRing<Integer>(1);
    ring.offer(1);

    assertThat(ring.offer(2)).isFalse();
    ring.poll();
    assertThat(ring.offer(3)).isTrue();
    assertThat(ring.poll()).isEqualTo(3);
  }

  @Test
  void a_capacity_that_is_no_power_of_two_is_refused() {
    assertThatThrownBy(() -> new SpscRing<>(3)).hasMessageContaining("3 is not a power of two");
    assertThatThrownBy(() -> new SpscRing<>(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void two_threads_pass_every_element_once_with_its_content() throws Exception {
    int count = 50_000;
    var ring = new SpscRing<long[]>(64);
    var producer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < count; i++) {
                    long[] element = {i, ~(long) i};
                    while (!ring.offer(element)) {
                      Thread.yield();
                    }
                  }
                });

    for (int i = 0; i < count; i++) {
      long[] element = ring.poll();
      while (element == null) {
        Thread.yield();
        element = ring.poll();
      }
      if (element[0] != i || element[1] != ~(long) i) {
        assertThat(element).containsExactly(i, ~(long) i);
      }
    }

    producer.join();
    assertThat(ring.poll()).isNull();
  }
}
