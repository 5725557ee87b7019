package io.oriel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.backend.BackendException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class ToneTest {
  @Test
  void every_channels_tone_is_heard_in_it_and_nowhere_else() throws Exception {
    try (var sink = new ToneSink("test", 8, 0);
        var arena = Arena.ofConfined();
        var stream = sink.capture(240)) {
      var meter = new ToneMeter(8);
      MemorySegment block = arena.allocate(4 * 240 * 8);
      for (int n = 0; n < 40; n++) {
        assertThat(stream.read(block, 1_000_000_000)).isPositive();
        meter.add(block.toArray(ValueLayout.JAVA_FLOAT), 240);
      }

      assertThat(meter.tones()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
      assertThat(meter.level(3, 3)).isCloseTo(Tones.AMPLITUDE, within(0.03));
      assertThat(meter.level(3, 4)).isLessThan(0.03);
    }
  }

  @Test
  void silence_and_a_mixture_carry_no_channels_tone() {
    var meter = new ToneMeter(2);
    meter.add(new float[9_600], 4_800);
    assertThat(meter.tones()).containsExactly(-1, -1);

    var mixed = new float[9_600];
    for (int i = 0; i < 4_800; i++) {
      mixed[2 * i] = Tones.sample(0, i) + Tones.sample(1, i);
      mixed[2 * i + 1] = Tones.sample(0, i);
    }
    meter.restart();
    meter.add(mixed, 4_800);

    assertThat(meter.tones()).containsExactly(-1, 0);
  }

  @Test
  void a_slow_clock_stamps_its_blocks_further_apart() throws Exception {
    try (var sink = new ToneSink("test", 2, 1_000);
        var arena = Arena.ofConfined();
        var stream = sink.capture(240)) {
      MemorySegment block = arena.allocate(4 * 240 * 2);
      long first = stream.read(block, 1_000_000_000);
      long last = first;
      for (int n = 0; n < 20; n++) {
        last = stream.read(block, 1_000_000_000);
      }

      assertThat(last - first).isCloseTo(20 * 5_005_000L, within(1_000L));
    }
  }

  @Test
  void a_closed_or_changed_sink_ends_its_capture() throws Exception {
    try (var sink = new ToneSink("test", 2, 0);
        var arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(4 * 240 * 2);
      var stream = sink.capture(240);
      assertThat(stream.read(block, 0)).isEqualTo(-1);

      sink.reconfigure(6, false);

      assertThatThrownBy(() -> stream.read(block, 1_000_000_000))
          .isInstanceOf(BackendException.class);
      assertThat(sink.channels()).isEqualTo(6);
    }
  }
}
