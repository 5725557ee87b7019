package io.oriel.capture.wlroots.internal.media;

/// When the next picture may be asked for: an absolute grid of slots, one per picture.
///
/// A request that is a little late does not move the grid, so the average rate is exact; one that
/// comes after a still phase starts the grid anew, so that missed slots are not made up for. Video
/// thread only; times are `System.nanoTime()`.
final class RequestPacer {
  private long periodNanos;
  private long next;

  RequestPacer(int maxMilliHz, long now) {
    restart(maxMilliHz, now);
  }

  /// A new rate; the next request is due at once.
  ///
  /// @param maxMilliHz pictures per 1000 s, above 0
  void restart(int maxMilliHz, long now) {
    if (maxMilliHz <= 0) {
      throw new IllegalArgumentException("rate " + maxMilliHz + " mHz");
    }
    periodNanos = 1_000_000_000_000L / maxMilliHz;
    next = now;
  }

  /// How long until the next request is due; 0 or less: now.
  long untilDue(long now) {
    return next - now;
  }

  /// A request was sent.
  void requested(long now) {
    next = now - next > periodNanos ? now + periodNanos : next + periodNanos;
  }

  /// A picture arrived. After a still phase the next one belongs a whole slot later.
  void arrived(long now) {
    if (now - next > periodNanos) {
      next = now + periodNanos;
    }
  }
}
