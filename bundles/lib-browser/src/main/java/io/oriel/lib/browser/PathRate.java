package io.oriel.lib.browser;

/// Finds out how much video a path with its own congestion control carries, as QUIC has: such a
/// path loses nothing, but what is too much waits, and shows as frames that stay unfinished and as
/// round trips that grow. One thread at a time; pure: all it knows it is told.
///
/// Once frames wait, the rate goes below what was delivered meanwhile, and lower still until
/// nothing waits any more. From then on it grows: quickly up to what the path is known to carry,
/// then in small steps. A step that makes frames wait again is taken back, and the next one comes
/// later, ever more rarely, so that a path that stays as it is sees an even rate.
///
/// Round trips that stay as long however little is sent are the way's own: it has become longer.
public final class PathRate {
  /// Round trips longer than the shortest one by so much, and by half of it, mean that a queue
  /// stands on the way. Radio links vary by less.
  private static final long QUEUE_NANOS = 25_000_000;

  /// A frame that is not finished a round trip and so much later waits for those before it.
  private static final long LATE_NANOS = 40_000_000;

  private static final long SHORTEST_WINDOW_NANOS = 10_000_000_000L;
  private static final int LATE_SAMPLES = 3; // in a row
  private static final double BELOW = 0.85; // of what was delivered, leaves room for headers too
  private static final double DEEPEST_CUT = 0.3; // of the rate before, at once
  private static final double DRAIN = 0.8; // a further cut while frames still wait
  private static final long SETTLE_NANOS = 250_000_000; // an encoder follows in two frames
  private static final long QUIET_NANOS = 600_000_000; // before it grows
  private static final double GROWTH_PER_SECOND = 0.5; // up to what is known to be carried
  private static final double PROBE_PER_SECOND = 0.08; // at first, more with every second
  private static final double MOST_PROBE_PER_SECOND = 0.3;
  private static final double SENT_NANOS = 500e6;
  private static final double LEAST_USE = 0.5; // of the rate, else growth is guessing
  private static final double GUESS = 0.25; // of the pace then
  private static final double FAR = 1.3;
  private static final int VAIN_CUTS = 2; // after the first
  private static final double SHORTER = 0.9;
  private static final long FIRST_PROBE_NANOS = 4_000_000_000L;
  private static final long LAST_PROBE_NANOS = 60_000_000_000L;
  private static final double LEAST_SHARE = 0.03;
  private static final long LEAST_BITS = 500_000;

  private long most;
  private double rate;
  private double carries; // what the path is known to carry; 0: unknown
  private long shortest = Long.MAX_VALUE; // round trip of this window and the one before
  private long shortestBefore = Long.MAX_VALUE;
  private long windowNanos;
  private double delivered; // mean since frames wait
  private double sent; // smoothed over half a second
  private int late;
  private long cutNanos;
  private int furtherCuts; // after the first of a row
  private long cutRoundTrip; // at the first one
  private long lateNanos;
  private long probeNanos = FIRST_PROBE_NANOS; // quiet time before a probe
  private boolean probing; // the rate is above what was known
  private long probingNanos; // since when
  private long before;
  private boolean begun;

  /// @param bitsPerSecond what is wished, of video payload
  public PathRate(long bitsPerSecond) {
    most = bitsPerSecond;
    rate = bitsPerSecond;
  }

  /// Something else is wished.
  public void most(long bitsPerSecond) {
    if (rate >= most) {
      rate = bitsPerSecond; // nothing held it back
    }
    most = bitsPerSecond;
    rate = Math.min(rate, most);
  }

  /// The page is reached another way, whose round trips are its own.
  public void moved(long nowNanos) {
    shortest = Long.MAX_VALUE;
    shortestBefore = Long.MAX_VALUE;
    windowNanos = nowNanos;
    late = 0;
    furtherCuts = 0;
    carries = 0;
  }

  /// Bits per second of video payload that the path gets now.
  public long rate() {
    return Math.round(rate);
  }

  /// How the path is at the moment; ten to thirty times a second.
  ///
  /// @param deliveredBits bits per second that the path delivered lately; 0: unknown
  /// @param roundTripNanos smoothed; 0: unknown
  /// @param waitingNanos how long the oldest frame that is not finished has been on its way; 0:
  ///     none
  /// @param sentBits bits per second of video handed over since the sample before
  public void sample(
      long nowNanos,
      double deliveredBits,
      long roundTripNanos,
      long waitingNanos,
      double sentBits) {
    if (!begun) {
      begun = true;
      before = nowNanos;
      lateNanos = nowNanos;
      cutNanos = nowNanos - SETTLE_NANOS;
      windowNanos = nowNanos;
    }
    long interval = Math.clamp(nowNanos - before, 0, 1_000_000_000L);
    before = nowNanos;
    long base = shortest(nowNanos, roundTripNanos);
    sent += (sentBits - sent) * Math.min(1, interval / SENT_NANOS);
    boolean queued = roundTripNanos > base + base / 2 + QUEUE_NANOS;
    boolean waits = waitingNanos > base + LATE_NANOS;
    if (queued || waits) {
      // the first of these samples is partly of before
      delivered = late < 1 ? 0 : (delivered * (late - 1) + deliveredBits) / late;
      late++;
      lateNanos = nowNanos;
      if (late >= LATE_SAMPLES && nowNanos - cutNanos >= SETTLE_NANOS + base) {
        if (vain(nowNanos, roundTripNanos, waits)) {
          moved(nowNanos);
          cutNanos = nowNanos;
        } else {
          cut(nowNanos);
        }
      }
    } else {
      late = 0;
      grow(nowNanos, interval);
    }
  }

  private long shortest(long nowNanos, long roundTripNanos) {
    if (nowNanos - windowNanos > SHORTEST_WINDOW_NANOS) {
      windowNanos = nowNanos;
      shortestBefore = shortest;
      shortest = Long.MAX_VALUE;
    }
    if (roundTripNanos > 0) {
      shortest = Math.min(shortest, roundTripNanos);
    }
    long known = Math.min(shortest, shortestBefore);
    return known == Long.MAX_VALUE ? 0 : known;
  }

  private boolean again(long nowNanos) {
    return nowNanos - cutNanos < 4 * SETTLE_NANOS;
  }

  /// Whether several cuts have not made round trips any shorter, though nothing waits.
  private boolean vain(long nowNanos, long roundTripNanos, boolean waits) {
    if (!again(nowNanos)) {
      furtherCuts = 0;
      cutRoundTrip = roundTripNanos;
      return false;
    }
    return furtherCuts++ >= VAIN_CUTS && !waits && roundTripNanos >= SHORTER * cutRoundTrip;
  }

  private void cut(long nowNanos) {
    if (probing) {
      probeNanos = Math.min(LAST_PROBE_NANOS, 2 * probeNanos);
      probing = false;
    }
    boolean again = again(nowNanos);
    double next = rate * DRAIN;
    // what a nearly still picture takes says nothing of the path
    if (!again && delivered > 0 && used()) {
      carries = Math.min(rate, delivered) * BELOW;
      next = carries;
    }
    rate = Math.max(next, Math.max(rate * DEEPEST_CUT, least()));
    cutNanos = nowNanos;
    late = 0;
  }

  private double least() {
    return Math.min(most, Math.max(LEAST_BITS, LEAST_SHARE * most));
  }

  private boolean used() {
    return sent >= LEAST_USE * rate;
  }

  private void grow(long nowNanos, long interval) {
    if (rate >= most || nowNanos - lateNanos < QUIET_NANOS) {
      return;
    }
    double pace = (used() ? 1 : GUESS) * interval / 1e9;
    if (carries == 0 || rate < carries) {
      rate *= 1 + GROWTH_PER_SECOND * pace;
      rate = carries == 0 ? rate : Math.min(rate, carries);
    } else if (probing) {
      double since = (nowNanos - probingNanos) / 1e9;
      rate *= 1 + Math.min(MOST_PROBE_PER_SECOND, PROBE_PER_SECOND * (1 + since)) * pace;
      if (rate > FAR * carries) { // it carries more by now
        probeNanos = FIRST_PROBE_NANOS;
      }
    } else if (nowNanos - lateNanos >= probeNanos) {
      probing = true;
      probingNanos = nowNanos;
    }
    rate = Math.min(rate, most);
  }
}
