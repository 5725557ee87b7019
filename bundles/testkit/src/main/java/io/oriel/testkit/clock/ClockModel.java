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

  /// The drift, and how far it can be off.
  private record Line(double drift, double driftError) {
    static final Line NONE = new Line(0, MOST_DRIFT);
  }

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
    Line line = line();
    Best chosen = batches.getLast();
    for (Best b : batches) {
      if (bound(b, nowNanos, line.driftError) < bound(chosen, nowNanos, line.driftError)) {
        chosen = b;
      }
    }
    return new ClockEstimate(
        chosen.atNanos,
        chosen.offsetNanos,
        line.drift,
        chosen.boundNanos,
        chosen.rttNanos,
        line.driftError);
  }

  private static double bound(Best b, long nowNanos, double driftError) {
    return b.boundNanos + driftError * Math.abs(nowNanos - b.atNanos);
  }

  /// The line through the batches, by least squares, each weighted by how sure it is; none while
  /// it would tell less than that crystals differ by so much.
  private Line line() {
    Best origin = batches.getFirst();
    if (batches.getLast().atNanos - origin.atNanos < DRIFT_SPAN_NANOS) {
      return Line.NONE;
    }
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
    double wrong = 0; // if every batch is off as far as it can be, in the worst direction
    for (Best b : batches) {
      double dx = b.atNanos - origin.atNanos - x / weights;
      double dy = b.offsetNanos - origin.offsetNanos - y / weights;
      above += weight(b) * dx * dy;
      below += weight(b) * dx * dx;
      wrong += weight(b) * Math.abs(dx) * b.boundNanos;
    }
    double error = Math.max(LEAST_DRIFT_ERROR, wrong / below);
    return error < MOST_DRIFT
        ? new Line(Math.clamp(above / below, -MOST_DRIFT, MOST_DRIFT), error)
        : Line.NONE;
  }

  private static double weight(Best b) {
    return 1.0 / ((double) b.boundNanos * b.boundNanos);
  }
}
