package io.oriel.host.session.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.media.core.ThreadAllocation;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The simulated capture writes into every sample the second at which it was played: what comes out
/// tells its own age.
class SoundTimelineTest {
  private static final int FRAMES = 240;
  private static final double MS = 1e6;
  private static final long START = 5_000_000_000L; // a clock that did not begin with the session

  private final SoundTimeline timeline = new SoundTimeline(1, FRAMES, START);
  private final float[] block = new float[FRAMES];
  private final float[] packet = new float[FRAMES];
  private final Random random = new Random(7);
  private double now; // seconds since START, when the next block's first sample is played
  private long taken;
  private double worst; // seconds

  @ParameterizedTest
  @ValueSource(ints = {200, -200, 800})
  void ten_minutes_of_a_capture_whose_clock_differs_stay_within_two_milliseconds(int ppm) {
    for (int n = 0; n < 120_000; n++) {
      block(ppm, 0.5);
      drain(n > 400);
    }

    assertThat(worst * 1e3).as("ms").isLessThan(2);
    assertThat(taken * FRAMES / 48_000.0).isCloseTo(now, within(0.02));
    assertThat(timeline.jumps()).isZero();
    assertThat(timeline.ppm()).isCloseTo(ppm, within(15L));
    assertThat(Math.abs(timeline.driftNanos())).isLessThan(300_000);
  }

  @Test
  void packets_are_complete_when_blocks_are() {
    for (int n = 0; n < 20_000; n++) {
      block(0, 0.2);
      assertThat(timeline.ready()).isTrue();
      timeline.take(packet);
      assertThat(timeline.ready()).isFalse();
    }
  }

  @Test
  void a_capture_that_misses_a_second_goes_on_in_its_place() {
    for (int n = 0; n < 1_000; n++) {
      block(0, 0.1);
      drain(n > 400);
    }
    now += 1;
    for (int n = 0; n < 200; n++) { // what the session does meanwhile
      timeline.take(packet);
      taken++;
    }
    block(0, 0.1);
    drain(false);
    for (int n = 0; n < 1_000; n++) {
      block(0, 0.1);
      drain(true);
    }

    assertThat(worst * 1e3).isLessThan(2);
    assertThat(timeline.jumps()).isEqualTo(1);
  }

  @Test
  void blocks_that_come_late_are_skipped_as_far_as_silence_was_sent_for_them() {
    for (int n = 0; n < 1_000; n++) {
      block(0, 0.1);
      drain(n > 400);
    }
    for (int n = 0; n < 40; n++) {
      timeline.take(packet);
      taken++;
    }
    for (int n = 0; n < 1_000; n++) {
      block(0, 0.1);
      drain(n > 40);
    }

    assertThat(worst * 1e3).isLessThan(2);
    assertThat(timeline.jumps()).isZero();
  }

  @Test
  void a_lost_block_is_made_up_for_at_once() {
    for (int n = 0; n < 1_000; n++) {
      block(0, 0.1);
      drain(n > 400);
    }
    now += FRAMES / 48_000.0;
    for (int n = 0; n < 2_000; n++) {
      block(0, 0.1);
      drain(n > 300);
    }

    assertThat(worst * 1e3).isLessThan(2);
    assertThat(timeline.jumps()).isEqualTo(1);
  }

  /// A sound server whose timer is late plays the same samples later, now and then.
  @Test
  void a_clock_that_loses_time_in_steps_is_followed_almost_without_jumps() {
    for (int n = 0; n < 1_000; n++) {
      block(0, 0.1);
      drain(false);
    }
    for (int n = 0; n < 24_000; n++) { // two minutes
      if (random.nextInt(800) == 0) { // every four seconds: about 1400 ppm on average
        now += 0.003 + 0.005 * random.nextDouble();
      }
      block(0, 0.1);
      drain(false);
    }

    assertThat(timeline.jumps()).isLessThanOrEqualTo(24);
    assertThat(Math.abs(timeline.driftNanos())).isLessThan(SoundTimeline.JUMP_NANOS);
  }

  @Test
  void a_jump_is_faded_over() {
    float before = 0;
    double steepest = 0;
    for (int n = 0; n < 3_000; n++) {
      for (int i = 0; i < FRAMES; i++) {
        block[i] = (float) Math.sin(2 * Math.PI * 300 * (n * FRAMES + i) / 48_000.0);
      }
      timeline.offer(block, FRAMES, START + Math.round(now * 1e9));
      now += FRAMES / 48_000.0 + (n == 2_000 ? 0.025 : 0);
      while (timeline.ready()) {
        timeline.take(packet);
        for (int i = 0; i < FRAMES; i++) {
          steepest = Math.max(steepest, n < 100 ? 0 : Math.abs(packet[i] - before));
          before = packet[i];
        }
      }
    }

    assertThat(timeline.jumps()).isEqualTo(1);
    assertThat(steepest).isLessThan(2 * Math.PI * 300 / 48_000 + 0.03);
  }

  @Test
  void silence_flows_without_a_capture_and_another_one_takes_over_in_its_place() {
    for (int n = 0; n < 500; n++) {
      assertThat(timeline.ready()).isFalse();
      timeline.take(packet);
      taken++;
      assertThat(packet).containsOnly(0);
    }
    now = 500 * 0.005 - 0.03; // it delivers what was played 30 ms ago
    for (int n = 0; n < 3_000; n++) {
      block(-100, 0.1);
      drain(n > 400);
    }
    timeline.stopped();
    for (int n = 0; n < 100; n++) {
      timeline.take(packet);
      taken++;
      assertThat(packet).containsOnly(0);
    }
    now = taken * 0.005 - 0.012;
    for (int n = 0; n < 3_000; n++) {
      block(150, 0.1);
      drain(n > 400);
    }

    assertThat(worst * 1e3).isLessThan(2);
  }

  @Test
  void garbage_for_time_stamps_neither_throws_nor_stops_the_sound() {
    for (int n = 0; n < 50_000; n++) {
      if (random.nextInt(5) == 0) {
        timeline.offer(block, FRAMES, random.nextLong() >> random.nextInt(64));
      } else {
        block(0, 1);
      }
      for (int more = 0; more < 3 && timeline.ready(); more++) {
        timeline.take(packet);
      }
      if (random.nextInt(10) == 0) {
        timeline.take(packet);
      }
      if (random.nextInt(1_000) == 0) {
        timeline.stopped();
      }
    }
  }

  @Test
  void a_packet_allocates_nothing() throws Exception {
    long bytes =
        ThreadAllocation.least(
            40,
            0,
            () -> {
              for (int n = 0; n < 1_000; n++) {
                block(100, 0.1);
                drain(false);
              }
            });

    assertThat(bytes).isZero();
  }

  /// @param jitterMs of the time stamp, standard deviation
  private void block(int ppm, double jitterMs) {
    double step = (1 + ppm / 1e6) / 48_000;
    for (int i = 0; i < FRAMES; i++) {
      block[i] = (float) ((now + i * step) % 1);
    }
    double jitter = random.nextGaussian() * jitterMs * MS;
    timeline.offer(block, FRAMES, START + Math.round(now * 1e9 + jitter));
    now += FRAMES * step;
  }

  private void drain(boolean look) {
    while (timeline.ready()) {
      double due = (timeline.nextNanos() - START) / 1e9;
      timeline.take(packet);
      taken++;
      if (look) {
        look(due);
      }
    }
  }

  private void look(double due) {
    for (int i = 0; i < FRAMES; i += 60) {
      double wanted = (due + i / 48_000.0) % 1;
      if (wanted > 0.01 && wanted < 0.99) { // not where the saw tooth falls
        worst = Math.max(worst, Math.abs(packet[i] - wanted));
      }
    }
  }
}
