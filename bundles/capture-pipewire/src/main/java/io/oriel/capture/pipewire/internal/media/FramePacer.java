package io.oriel.capture.pipewire.internal.media;

/// When the next picture may be handed to the host.
///
/// A producer as fast as the host wants pictures is followed as it comes, early ones by up to a
/// quarter of the interval too: making them wait for a grid would only add age. A faster one is cut
/// to the rate on average. A late picture uses up its own interval only: if it moved the grid,
/// every later one of a producer of the same rate would wait for it. Times are
/// `System.nanoTime()`; one thread at a time.
final class FramePacer {
  private static final int EARLY_SHARE = 4;

  /// By this part the interval is shorter than the rate says. Pictures that came in a burst put the
  /// grid ahead of a producer of the same rate, and without slack it would stay there.
  private static final int SLACK_SHARE = 64;

  private long periodNanos;
  private long next;

  FramePacer(int maxMilliHz, long now) {
    restart(maxMilliHz, now);
  }

  /// A new rate; the next picture is due at once.
  ///
  /// @param maxMilliHz pictures per 1000 s, above 0
  void restart(int maxMilliHz, long now) {
    if (maxMilliHz <= 0) {
      throw new IllegalArgumentException("rate " + maxMilliHz + " mHz");
    }
    long exact = 1_000_000_000_000L / maxMilliHz;
    periodNanos = exact - exact / SLACK_SHARE;
    next = now;
  }

  /// How long until a picture is due; 0 or less: now.
  long untilDue(long now) {
    return next - periodNanos / EARLY_SHARE - now;
  }

  /// A picture was handed out.
  void taken(long now) {
    next = Math.max(next + periodNanos, now);
  }
}
