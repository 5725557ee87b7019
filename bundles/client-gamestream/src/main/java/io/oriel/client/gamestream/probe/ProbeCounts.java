package io.oriel.client.gamestream.probe;

import io.oriel.testkit.Pattern;
import java.util.List;

/// What a probe counts besides times. The decoder's thread writes, any thread reads: so seldom that
/// a lock costs nothing.
final class ProbeCounts {
  /// What a picture shows, compared with those before.
  enum Seen {
    NEWER,
    /// The first one of a program that was started again.
    ANEW,
    OLD
  }

  private static final int UNUSED_STAMP_BITS = 16;

  private long pictures;
  private long unreadable;
  private long torn;
  private long distinct;
  private long repeated;
  private long backwards;
  private long missing;
  private long implausible;
  private long restarts;
  private long firstNanos;
  private long lastNanos;
  private int newest;
  private long newestMicros;
  private long drawn; // from each program's first picture on
  private long drawnMicros;

  synchronized void picture(long decodedNanos) {
    if (pictures++ == 0) {
      firstNanos = decodedNanos;
    }
    lastNanos = decodedNanos;
  }

  synchronized void unreadable() {
    unreadable++;
  }

  synchronized void implausible() {
    implausible++;
  }

  synchronized Seen seen(Pattern.Reading reading) {
    if (reading.torn()) {
      torn++;
    }
    int step = reading.frame() - newest; // the number may come around
    long micros = (reading.micros() - newestMicros) << UNUSED_STAMP_BITS >> UNUSED_STAMP_BITS;
    boolean anew = distinct > 0 && step < 0 && micros > 0;
    if (distinct > 0 && step <= 0 && !anew) {
      repeated += step == 0 ? 1 : 0;
      backwards += step < 0 ? 1 : 0;
      return Seen.OLD;
    }
    if (anew) {
      restarts++;
    } else if (distinct > 0) {
      missing += step - 1;
      drawn += step;
      drawnMicros += micros;
    }
    distinct++;
    newest = reading.frame();
    newestMicros = reading.micros();
    return anew ? Seen.ANEW : Seen.NEWER;
  }

  synchronized ProbeReport report(
      double nominalMs, List<ProbeReport.Stage> stages, Cadence cadence) {
    return new ProbeReport(
        (lastNanos - firstNanos) / 1e9,
        pictures,
        unreadable,
        torn,
        distinct,
        repeated,
        backwards,
        missing,
        implausible,
        restarts,
        drawnMicros > 0 ? drawn / (drawnMicros / 1e6) : 0,
        nominalMs,
        stages,
        cadence.deviation(),
        cadence.steps(),
        cadence.stalls(),
        null);
  }
}
