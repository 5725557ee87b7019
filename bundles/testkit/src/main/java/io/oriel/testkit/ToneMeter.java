package io.oriel.testkit;

import java.util.Arrays;

/// Listens for the [Tones] in every channel of interleaved sound, by Goertzel's algorithm: one
/// two-pole filter per channel and tone. One thread.
public final class ToneMeter {
  private static final double LEAST = 0.05;

  private final int channels;
  private final double[] factor;
  private final double[][] last;
  private final double[][] beforeLast;
  private long frames;

  /// Listens for as many tones as there are channels.
  public ToneMeter(int channels) {
    this.channels = channels;
    factor = new double[channels];
    for (int tone = 0; tone < channels; tone++) {
      factor[tone] = 2 * Math.cos(2 * Math.PI * Tones.hertz(tone) / Tones.RATE_HZ);
    }
    last = new double[channels][channels];
    beforeLast = new double[channels][channels];
  }

  /// Listens on.
  ///
  /// @param samples interleaved
  /// @param count samples per channel
  public void add(float[] samples, int count) {
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < channels; c++) {
        for (int tone = 0; tone < channels; tone++) {
          double next =
              samples[i * channels + c] + factor[tone] * last[c][tone] - beforeLast[c][tone];
          beforeLast[c][tone] = last[c][tone];
          last[c][tone] = next;
        }
      }
    }
    frames += count;
  }

  /// How loud a tone was in a channel on average: its amplitude, full scale is 1.
  public double level(int channel, int tone) {
    if (frames == 0) {
      return 0;
    }
    double a = last[channel][tone];
    double b = beforeLast[channel][tone];
    double power = a * a + b * b - factor[tone] * a * b;
    return 2 * Math.sqrt(Math.max(0, power)) / frames;
  }

  /// The tone that is heard in a channel: one at least three times as loud as every other.
  ///
  /// @return -1: none is
  public int tone(int channel) {
    int best = 0;
    double second = 0;
    for (int tone = 1; tone < channels; tone++) {
      double level = level(channel, tone);
      if (level > level(channel, best)) {
        second = level(channel, best);
        best = tone;
      } else {
        second = Math.max(second, level);
      }
    }
    double level = level(channel, best);
    return level > LEAST && level > 3 * second ? best : -1;
  }

  /// The tones heard in all channels, in the channels' order: `0, 1, …` where each is in its own.
  public int[] tones() {
    var heard = new int[channels];
    Arrays.setAll(heard, this::tone);
    return heard;
  }

  /// Samples per channel listened to.
  public long frames() {
    return frames;
  }

  /// Forgets all.
  public void restart() {
    for (int c = 0; c < channels; c++) {
      Arrays.fill(last[c], 0);
      Arrays.fill(beforeLast[c], 0);
    }
    frames = 0;
  }
}
