package io.oriel.testkit.clock;

import java.util.ArrayList;
import java.util.List;

/// Makes an estimate out of rounds of question and answer.
///
/// One round with the times t1 (asked), t2 (question received), t3 (answered), t4 (answer received)
/// says that the other clock is `((t2 - t1) + (t3 - t4)) / 2` ahead, within half of the time that
/// neither machine accounts for, `((t4 - t1) - (t3 - t2)) / 2`, whatever the ways of the two
/// datagrams were like (RFC 5905 §8). So the fastest round of a batch is the best one. Drift is the
/// slope through the best rounds of many batches. One thread.
final class ClockModel {
  /// Crystals differ by less.
  static final double MOST_DRIFT = 200e-6;

  private static final double LEAST_DRIFT_ERROR = 2e-6; // it changes with temperature
  private static final long DRIFT_SPAN_NANOS = 3_000_000_000L;
  private static final int MOST_BATCHES = 64;

  /// The best round of a batch, at the middle between asking and answer.
  private record Best(long atNanos, long offsetNanos, long boundNanos, long rttNanos) {}

  private final List<Best> batches = new ArrayList<>();
  private Best best;

  /// Adds a round.
  ///
  /// @return whether it can be true; if not it is ignored
  boolean round(long t1, long t2, long t3, long t4) {
    long rtt = t4 - t1 - (t3 - t2);
    if (rtt < 0 || t3 < t2 || t4 < t1) {
      return false;
    }
    if (best == null || rtt < best.rttNanos) {
      // halves first: clocks count from anywhere
      long offset = (t2 - t1) / 2 + (t3 - t4) / 2;
      best = new Best(t1 + (t4 - t1) / 2, offset, rtt / 2 + 1, rtt);
    }
    return true;
  }

  /// Ends a batch.
  ///
  /// @return the estimate now; `null`: nothing was ever answered
  ClockEstimate batch(long nowNanos) {
    if (best != null) {
      batches.add(best);
      best = null;
    }
    if (batches.size() > MOST_BATCHES) {
      batches.removeFirst();
    }
    if (batches.isEmpty()) {
      return null;
    }
    long span = batches.getLast().atNanos - batches.getFirst().atNanos;
    boolean sloped = span >= DRIFT_SPAN_NANOS;
    double drift = sloped ? Math.clamp(slope(), -MOST_DRIFT, MOST_DRIFT) : 0;
    double error = sloped ? driftError(span) : MOST_DRIFT;
    Best chosen = batches.getLast();
    for (Best b : batches) {
      if (bound(b, nowNanos, error) < bound(chosen, nowNanos, error)) {
        chosen = b;
      }
    }
    return new ClockEstimate(
        chosen.atNanos, chosen.offsetNanos, drift, chosen.boundNanos, chosen.rttNanos, error);
  }

  private static double bound(Best b, long nowNanos, double driftError) {
    return b.boundNanos + driftError * Math.abs(nowNanos - b.atNanos);
  }

  /// What the two ends of a line can be off makes it steeper or flatter by no more than this.
  private double driftError(long spanNanos) {
    double ends = batches.getFirst().boundNanos + batches.getLast().boundNanos;
    return Math.clamp(ends / spanNanos, LEAST_DRIFT_ERROR, MOST_DRIFT);
  }

  /// Least squares, each batch weighted by how sure it is.
  private double slope() {
    Best origin = batches.getFirst();
    double weights = 0;
    double x = 0;
    double y = 0;
    for (Best b : batches) {
      double w = weight(b);
      weights += w;
      x += w * (b.atNanos - origin.atNanos);
      y += w * (b.offsetNanos - origin.offsetNanos);
    }
    double above = 0;
    double below = 0;
    for (Best b : batches) {
      double dx = b.atNanos - origin.atNanos - x / weights;
      double dy = b.offsetNanos - origin.offsetNanos - y / weights;
      above += weight(b) * dx * dy;
      below += weight(b) * dx * dx;
    }
    return below == 0 ? 0 : above / below;
  }

  private static double weight(Best b) {
    return 1.0 / ((double) b.boundNanos * b.boundNanos);
  }
}
