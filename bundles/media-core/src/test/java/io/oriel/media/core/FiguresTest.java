package io.oriel.media.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void a_counter_adds_up() {
    var counter = new Counter();

    counter.increment();
    counter.add(41);

    assertThat(counter.get()).isEqualTo(42);
    assertThat(counter).hasToString("42");
  }

  @Test
  void a_summary_covers_everything_since_the_start() {
    var recorder = new DurationRecorder();
    for (int i = 1; i <= 500; i++) {
      recorder.record(i * 1_000_000L);
    }
    recorder.summary();
    for (int i = 501; i <= 1000; i++) {
      recorder.record(i * 1_000_000L);
    }

    var summary = recorder.summary();

    assertThat(summary.count()).isEqualTo(1000);
    assertThat(summary.p50Nanos()).isCloseTo(500_000_000L, withinPercentage(1));
    assertThat(summary.p99Nanos()).isCloseTo(990_000_000L, withinPercentage(1));
    assertThat(summary.p999Nanos()).isCloseTo(999_000_000L, withinPercentage(1));
    assertThat(summary.maxNanos()).isCloseTo(1_000_000_000L, withinPercentage(1));
  }

  @Test
  void a_duration_outside_the_range_counts_as_the_nearest_inside() {
    var recorder = new DurationRecorder();

    recorder.record(-5);
    recorder.record(Long.MAX_VALUE);

    assertThat(recorder.summary().count()).isEqualTo(2);
    assertThat(recorder.summary().maxNanos()).isCloseTo(60_000_000_000L, withinPercentage(1));
  }

  @Test
  void an_empty_recorder_has_a_summary_of_zeros() {
    assertThat(new DurationRecorder().summary().count()).isZero();
    assertThat(new DurationRecorder().summary().maxNanos()).isZero();
  }

  @Test
  void every_stage_of_a_link_has_a_distribution() {
    var stages = new LinkStages("7f3a");

    stages.protecting();
    stages.protectedFrame(1, 0, 12, 2);
    stages.sending();
    stages.sentFrame(1, 1_000_000_000, 12, 0, 16_000);

    assertThat(stages.read().keySet()).containsExactly("packetize", "fec", "seal", "send");
    assertThat(stages.read().get("packetize").count()).isEqualTo(1);
    assertThat(stages.read().get("seal").count()).isZero();
    assertThat(stages.read().get("send").maxNanos()).as("all of it was pacing").isLessThan(64);
    stages.restart();
    assertThat(stages.read().get("send").count()).isZero();
  }

  @Test
  void writing_allocates_nothing() throws Exception {
    var recorder = new DurationRecorder();
    var counter = new Counter();
    var ring = new SpscRing<Counter>(4);
    long most = 1000;

    long least =
        ThreadAllocation.least(
            30,
            most,
            () -> {
              for (int i = 0; i < 10_000; i++) {
                write(recorder, counter, ring, i);
              }
            });

    assertThat(least).isLessThanOrEqualTo(most);
  }

  private static void write(
      DurationRecorder recorder, Counter counter, SpscRing<Counter> ring, int i) {
    recorder.record(i);
    counter.increment();
    ring.offer(counter);
    ring.poll();
  }
}
