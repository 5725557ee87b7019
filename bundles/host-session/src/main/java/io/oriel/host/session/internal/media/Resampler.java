package io.oriel.host.session.internal.media;

/// Reads interleaved sound at fractional places: a windowed sinc of 32 taps, its phases
/// interpolated linearly. Meant for speeds within a part in a thousand of 1, so it needs no
/// low-pass of its own. One thread; allocates nothing per sample.
final class Resampler {
  static final int TAPS = 32;

  /// How many samples before, and one less after, the place that is read.
  static final int HALF = TAPS / 2;

  private static final int PHASES = 256;
  private static final double BETA = 9; // Kaiser window: side lobes below -90 dB
  private static final float[] TABLE = table();

  private final int channels;
  private final float[] weights = new float[TAPS];

  Resampler(int channels) {
    this.channels = channels;
  }

  private static float[] table() {
    var table = new float[(PHASES + 1) * TAPS];
    for (int phase = 0; phase <= PHASES; phase++) {
      double fraction = (double) phase / PHASES;
      double sum = 0;
      var row = new double[TAPS];
      for (int tap = 0; tap < TAPS; tap++) {
        double x = tap - (HALF - 1) - fraction;
        row[tap] = sinc(x) * kaiser(x / HALF);
        sum += row[tap];
      }
      for (int tap = 0; tap < TAPS; tap++) {
        table[phase * TAPS + tap] = (float) (row[tap] / sum); // silence and steps keep their level
      }
    }
    return table;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double kaiser(double x) {
    return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
  }

  /// Modified Bessel function of the first kind, order 0, by its power series.
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > 1e-12 * sum; k++) {
      term *= x * x / (4.0 * k * k);
      sum += term;
    }
    return sum;
  }

  /// Reads one sample of every channel.
  ///
  /// @param from interleaved; the frames [#HALF] - 1 before `frame` to [#HALF] after it are read
  /// @param frame whole part of the place
  /// @param fraction the rest, 0 to below 1
  void read(float[] from, int frame, double fraction, float[] to, int at) {
    double phase = fraction * PHASES;
    int row = (int) phase * TAPS;
    float right = (float) (phase - (int) phase);
    float left = 1 - right;
    for (int tap = 0; tap < TAPS; tap++) {
      weights[tap] = left * TABLE[row + tap] + right * TABLE[row + TAPS + tap];
    }
    int first = (frame - HALF + 1) * channels;
    for (int c = 0; c < channels; c++) {
      float sum = 0;
      for (int tap = 0, i = first + c; tap < TAPS; tap++, i += channels) {
        sum += weights[tap] * from[i];
      }
      to[at + c] = sum;
    }
  }
}
