package io.oriel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PausesTest {
  @Test
  void a_pause_of_this_jvm_is_seen_with_its_cause() throws Exception {
    try (var pauses = new Pauses()) {
      System.gc();
      List<Pauses.Pause> seen = pauses.stop();

      assertThat(seen).isNotEmpty().allMatch(p -> p.totalNanos() > 0 && !p.cause().isBlank());
      assertThat(Pauses.longest(seen)).startsWith("longest ").contains(" ms for ");
    }
  }

  @Test
  void nothing_else_is_taken_for_a_pause() {
    assertThat(Pauses.parse(List.of("", "[1.2s] something", "Safepoint"))).isEmpty();
    assertThat(Pauses.longest(List.of())).isEqualTo("no pause");
  }

  @Test
  void percentiles_are_those_of_the_samples() {
    var samples = new Samples(1000);
    for (int i = 1000; i >= 1; i--) {
      samples.add(i * 1_000_000L);
    }
    assertThat(samples.millis(0.5)).isEqualTo(500);
    assertThat(samples.millis(0.999)).isEqualTo(999);
    assertThat(samples.millis(1)).isEqualTo(1000);
    assertThat(new Samples(1).millis(0.5)).isNaN();
  }
}
