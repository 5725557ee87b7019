package io.oriel.encoder.x264.internal.media;

/// How much more than wanted x264 has to be told to spend, so that it spends what is wanted.
///
/// With a buffer of little more than a frame x264 stays a fifth to two fifths below its rate, more
/// with more slices, because it never dares to empty the buffer. What it really spent on the last
/// frames corrects what it is told. Still or simple pictures, which need less than they may have,
/// teach nothing: the correction stays as it is. Video thread.
final class RateTrim {
  private static final double FIRST = 1.3;
  private static final double LEAST = 0.7;
  private static final double MOST = 1.8;

  /// Frames between corrections: a quarter of a second at 60 a second.
  private static final int WINDOW = 15;

  /// A frame that takes less than this share of what it may was not held back by the rate.
  private static final double CONTENT_BOUND = 0.45;

  /// Errors below that are left alone, since every correction makes x264 reckon anew.
  private static final double TOLERANCE = 0.04;

  private static final double LARGEST_STEP = 1.25;

  private double factor = FIRST;
  private double share; // of the frames in this window, summed
  private int frames;

  /// What x264 is told, as a multiple of what is wanted.
  double factor() {
    return factor;
  }

  /// A frame came out that was not a mere repetition.
  ///
  /// @param wantedBits the rate's share for one frame
  /// @return whether [#factor()] has changed
  boolean spent(long bits, double wantedBits) {
    share += bits / wantedBits;
    if (++frames < WINDOW) {
      return false;
    }
    double mean = share / frames;
    restart();
    if (mean < CONTENT_BOUND || Math.abs(mean - 1) < TOLERANCE) {
      return false;
    }
    double step = Math.clamp(1 / mean, 1 / LARGEST_STEP, LARGEST_STEP);
    double before = factor;
    factor = Math.clamp(factor * Math.sqrt(step), LEAST, MOST);
    return factor != before;
  }

  /// The rate has changed: what was spent so far tells nothing.
  void restart() {
    share = 0;
    frames = 0;
  }
}
