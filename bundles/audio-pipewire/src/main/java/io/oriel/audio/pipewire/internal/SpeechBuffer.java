package io.oriel.audio.pipewire.internal;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/// What was spoken and is not recorded yet: 100 ms at most, the oldest goes first.
///
/// One thread writes, another reads; neither waits or allocates. The two have different clocks, and
/// packets come unevenly: the reader begins when there are 30 ms in the buffer, and goes a
/// little faster or slower to keep it there. A gap makes that longer, quiet times make it
/// shorter again.
final class SpeechBuffer {
  static final int RATE_HZ = 48_000;

  /// Most samples that wait.
  static final int MOST = RATE_HZ / 10;

  private static final int ROOM = 1 << 14; // far more than waits, so that nobody reads what changes
  private static final int MASK = ROOM - 1;
  private static final int SHORTEST = RATE_HZ * 30 / 1000; // packets of 20 ms, cycles of 5 ms
  private static final int LONGEST = RATE_HZ * 70 / 1000;
  private static final int STEP = RATE_HZ / 100;
  private static final int CALM = 20 * RATE_HZ; // so long without a gap
  private static final int AROUND = 2; // samples after a place that the interpolation needs
  private static final double SMOOTHING = 1.0 * RATE_HZ; // of the level, in samples
  private static final double PER_SAMPLE = 1e-5; // speed for each sample too many: 48 are 0.05 %
  private static final double MOST_SPEED = 5e-3; // a tenth of a semitone

  private final float[] ring = new float[ROOM];
  private volatile long written; // by the writer
  private double place; // the reader's, as all below: what it reads next
  private boolean playing;
  private int target = SHORTEST;
  private double level; // smoothed
  private long calm; // samples read since the last gap

  /// Adds samples. The writing thread.
  void write(MemorySegment samples, int frames) {
    int first = Math.max(0, frames - MOST);
    long at = written;
    for (int i = first; i < frames; i++) {
      float sample = samples.get(JAVA_FLOAT_UNALIGNED, (long) i * Float.BYTES);
      ring[(int) (at++ & MASK)] = sample >= -1 && sample <= 1 ? sample : clean(sample);
    }
    written = at;
  }

  /// Reads samples, silence where there are none. The reading thread.
  ///
  /// @param offset of the first, in bytes
  void read(MemorySegment to, long offset, int frames) {
    long end = written;
    for (int i = 0; i < frames; i++) {
      to.set(JAVA_FLOAT_UNALIGNED, offset + (long) i * Float.BYTES, next(end));
    }
    if (playing) {
      steer(end, frames);
    }
  }

  private float next(long end) {
    double ready = end - place;
    if (ready > MOST) {
      place = end - target; // nobody listened, or too much came at once
      level = target;
      ready = target;
    }
    if (!playing) {
      if (ready < target) {
        return 0;
      }
      playing = true;
      level = ready;
      calm = 0;
    } else if (ready <= AROUND) {
      playing = false;
      place = end; // what is left is the middle of a wave
      target = Math.min(LONGEST, target + STEP);
      return 0;
    }
    long whole = (long) place;
    float value = between(whole, (float) (place - whole));
    place += speed();
    return value;
  }

  /// Catmull and Rom's spline through four samples.
  private float between(long whole, float part) {
    float a = ring[(int) (whole - 1 & MASK)];
    float b = ring[(int) (whole & MASK)];
    float c = ring[(int) (whole + 1 & MASK)];
    float d = ring[(int) (whole + 2 & MASK)];
    float slope = c - a;
    float bend = 2 * a - 5 * b + 4 * c - d;
    float twist = 3 * (b - c) + d - a;
    return b + 0.5f * part * (slope + part * (bend + part * twist));
  }

  private void steer(long end, int frames) {
    level += (end - place - level) * Math.min(1, frames / SMOOTHING);
    calm += frames;
    if (calm > CALM && target > SHORTEST) {
      target = Math.max(SHORTEST, target - STEP);
      calm = 0;
    }
  }

  private double speed() {
    double wanted = (level - target) * PER_SAMPLE;
    return 1 + Math.clamp(wanted, -MOST_SPEED, MOST_SPEED);
  }

  private static float clean(float sample) {
    return Float.isNaN(sample) ? 0 : Math.clamp(sample, -1f, 1f);
  }
}
