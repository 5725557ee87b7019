package io.oriel.capture.wlroots.internal.media;

import java.util.Arrays;

/// When the next picture may be asked for.
///
/// A screen that changes no faster than the host wants pictures is followed *freely*: the next
/// picture is asked for as soon as one has arrived, so that the compositor copies every change at
/// once. Asking at any other time would make each change wait for the request, by half an interval
/// on average, and for ever by nearly a whole one where the two rates are almost the same.
///
/// A screen that changes faster is asked on an absolute grid of slots, one per picture. A request
/// that is a little late does not move the grid, so the average rate is exact; missed slots are not
/// made up for. From time to time it is followed freely for a moment, to see whether it is still so
/// fast.
///
/// Video thread only; times are `System.nanoTime()`.
final class RequestPacer {
  // Pictures that tell a much and a slightly faster screen, and their share of the host's
  // intervals.
  // A late picture is followed by early ones: single gaps tell nothing.
  private static final int FEW = 8;
  private static final double FEW_SHARE = 0.8;
  private static final int MANY = 64;
  private static final double MANY_SHARE = 0.97;
  private static final long FIRST_TRIAL_NANOS = 250_000_000;
  private static final long LAST_TRIAL_NANOS = 8_000_000_000L;
  private static final int PROVEN = 256; // pictures after which a screen is known as slow enough

  private final long[] gaps = new long[MANY];
  private long periodNanos;
  private long next;
  private long pausedUntil;
  private boolean free;
  private int followed; // pictures since it is free
  private long arrivedNanos;
  private long trialNanos; // from a return to the grid to the next free moment
  private long nextTrial;

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
    pausedUntil = now;
    arrivedNanos = now - 2 * periodNanos;
    trialNanos = FIRST_TRIAL_NANOS;
    follow();
  }

  private void follow() {
    free = true;
    followed = 0;
    Arrays.fill(gaps, periodNanos);
  }

  /// Whether the screen is followed freely.
  boolean free() {
    return free;
  }

  long periodNanos() {
    return periodNanos;
  }

  /// How long until the next request is due; 0 or less: now.
  long untilDue(long now) {
    long pause = pausedUntil - now;
    return free ? pause : Math.max(pause, next - now);
  }

  /// A request was sent.
  void requested(long now) {
    next = free || now - next > periodNanos ? now + periodNanos : next + periodNanos;
  }

  /// A request failed: the next is due a slot later.
  void failed(long now) {
    pausedUntil = now + periodNanos;
  }

  /// A picture arrived. After a still phase the screen may have become another.
  void arrived(long now) {
    long gap = now - arrivedNanos;
    arrivedNanos = now;
    if (free) {
      follow(Math.min(gap, 2 * periodNanos), now);
    } else if (gap > 2 * periodNanos || now - nextTrial > 0) {
      follow();
    } else if (now - next > periodNanos) {
      next = now + periodNanos;
    }
  }

  private void follow(long gap, long now) {
    gaps[followed++ % MANY] = gap;
    if (followed > PROVEN) {
      trialNanos = FIRST_TRIAL_NANOS;
    }
    if (tooFast(FEW, FEW_SHARE) || tooFast(MANY, MANY_SHARE)) {
      free = false;
      next = now + periodNanos;
      nextTrial = now + trialNanos;
      trialNanos = Math.min(2 * trialNanos, LAST_TRIAL_NANOS);
    }
  }

  private boolean tooFast(int pictures, double share) {
    long sum = 0;
    for (int i = followed - pictures; i < followed; i++) {
      sum += gaps[Math.floorMod(i, MANY)];
    }
    return sum < pictures * share * periodNanos;
  }
}
