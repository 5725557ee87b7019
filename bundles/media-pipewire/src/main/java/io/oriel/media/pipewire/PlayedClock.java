package io.oriel.media.pipewire;

/// Tells when a sample was played, from its number and the times of the graph's cycles.
///
/// Each look after a callback gives the start of the newest cycle, in which the last buffer was
/// played. A cycle that begins between the callback's last buffer and the look makes that time too
/// late, never too early; so the earliest of the last looks counts. One thread.
final class PlayedClock {
  private static final int LOOKS = 16;
  private static final long SECOND = 1_000_000_000;

  private final int rateHz;
  private final long[] firsts = new long[LOOKS]; // when sample 0 was played, by the last looks
  private long looks; // an int would be full after four months of sound
  private long first;

  PlayedClock(int rateHz) {
    this.rateHz = rateHz;
  }

  /// Whether there was a look yet.
  boolean known() {
    return looks > 0;
  }

  /// One look.
  ///
  /// @param cycleNanos start of the newest cycle
  /// @param frame number of the first sample of the newest buffer
  void look(long cycleNanos, long frame) {
    long now = cycleNanos - length(frame);
    if (looks > 0 && Math.abs(now - first) > SECOND) {
      looks = 0; // another clock drives the graph now, or the machine slept
    }
    firsts[(int) (looks++ % LOOKS)] = now;
    first = firsts[0];
    for (int i = 1; i < Math.min(looks, LOOKS); i++) {
      first = Math.min(first, firsts[i]);
    }
  }

  /// When a sample was played, on `System.nanoTime()`'s clock.
  long played(long frame) {
    return first + length(frame);
  }

  private long length(long frames) {
    return frames / rateHz * SECOND + frames % rateHz * SECOND / rateHz;
  }
}
