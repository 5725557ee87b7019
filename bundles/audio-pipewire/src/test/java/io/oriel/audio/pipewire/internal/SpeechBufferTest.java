package io.oriel.audio.pipewire.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpeechBufferTest {
  private static final int PACKET = 960;
  private static final int CYCLE = 240;

  private final SpeechBuffer buffer = new SpeechBuffer();
  private final MemorySegment packet = Arena.ofAuto().allocate(PACKET * 4L, 4);
  private final MemorySegment cycle = Arena.ofAuto().allocate(CYCLE * 4L, 4);
  private long spoken;
  private int silentAtTheEnd; // in the last quarter

  @Test
  void a_steady_voice_has_no_gap_once_it_has_begun() {
    int silent = listen(60, 1.0, new Random(1), 0);

    assertThat(silent).isZero();
  }

  @Test
  void clocks_that_differ_by_300_ppm_either_way_make_no_gap() {
    assertThat(listen(300, 1 + 300e-6, new Random(2), 0)).isZero();
    assertThat(listen(300, 1 - 300e-6, new Random(3), 0)).isZero();
  }

  @Test
  void packets_that_come_unevenly_make_few_gaps_and_then_none() {
    assertThat(listen(30, 1.0, new Random(4), 30)).isLessThan(100);
    assertThat(silentAtTheEnd).isZero();
  }

  @Test
  void nothing_spoken_is_silence() {
    buffer.read(cycle, 0, CYCLE);

    assertThat(loudest()).isZero();
  }

  @Test
  void numbers_that_are_none_are_not_heard() {
    float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f};
    for (int i = 0; i < PACKET; i++) {
      packet.setAtIndex(ValueLayout.JAVA_FLOAT, i, odd[i % odd.length]);
    }
    for (int i = 0; i < 4; i++) {
      buffer.write(packet, PACKET);
    }
    for (int i = 0; i < 16; i++) {
      buffer.read(cycle, 0, CYCLE);
      assertThat(loudest()).isLessThan(2);
    }
  }

  /// Speaks and listens for a while.
  ///
  /// @param speed of the speaker's clock
  /// @param lateMillis most that a packet comes late
  /// @return how many cycles after the first loud one had silence in them
  private int listen(int seconds, double speed, Random random, int lateMillis) {
    double nextPacket = 0;
    double due = 0;
    boolean begun = false;
    int silent = 0;
    for (int i = 0; i < seconds * 200; i++) {
      double now = i * 0.005;
      while (nextPacket <= now) {
        speak();
        due += 0.020 / speed;
        nextPacket = Math.max(nextPacket, due + random.nextDouble() * lateMillis / 1000);
      }
      buffer.read(cycle, 0, CYCLE);
      boolean heard = loudest() > 0.3;
      silent += begun && !heard ? 1 : 0;
      silentAtTheEnd += !heard && i > seconds * 150 ? 1 : 0;
      begun |= heard;
    }
    return silent;
  }

  private void speak() {
    for (int i = 0; i < PACKET; i++) {
      packet.setAtIndex(
          ValueLayout.JAVA_FLOAT,
          i,
          (float) (0.5 * Math.sin(2 * Math.PI * 500 * spoken++ / 48_000)));
    }
    buffer.write(packet, PACKET);
  }

  private double loudest() {
    double most = 0;
    for (int i = 0; i < CYCLE; i++) {
      most = Math.max(most, Math.abs(cycle.getAtIndex(ValueLayout.JAVA_FLOAT, i)));
    }
    return most;
  }
}
