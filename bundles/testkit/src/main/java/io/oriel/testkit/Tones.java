package io.oriel.testkit;

/// A tone for every channel, so that a listener can tell which is which. The tones are far enough
/// apart for every codec, and none is a multiple of another.
public final class Tones {
  /// How loud each is; full scale is 1.
  public static final double AMPLITUDE = 0.3;

  /// Samples per second of all sound.
  public static final int RATE_HZ = 48_000;

  private static final double LOWEST_HZ = 430;
  private static final double STEP = 1.42;

  private Tones() {}

  /// A channel's tone.
  ///
  /// @param channel from 0
  public static double hertz(int channel) {
    return LOWEST_HZ * Math.pow(STEP, channel);
  }

  /// One sample of a channel's tone.
  ///
  /// @param frame its number
  public static float sample(int channel, long frame) {
    double turns = hertz(channel) * frame / RATE_HZ;
    return (float) (AMPLITUDE * Math.sin(2 * Math.PI * (turns - Math.floor(turns))));
  }

  /// Writes the tones of all channels.
  ///
  /// @param to interleaved
  /// @param first number of the first sample
  public static void fill(float[] to, int channels, long first) {
    for (int i = 0; i < to.length; i++) {
      to[i] = sample(i % channels, first + i / channels);
    }
  }
}
