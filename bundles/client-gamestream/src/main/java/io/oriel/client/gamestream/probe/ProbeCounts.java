package io.oriel.client.gamestream.probe;

import io.oriel.testkit.Pattern;
import java.util.List;

/// What a probe counts besides times. The decoder's thread writes, any thread reads: so seldom that
/// a lock costs nothing.
final class ProbeCounts {
  private long pictures;
  private long unreadable;
  private long torn;
  private long distinct;
  private long repeated;
  private long backwards;
  private long missing;
  private long implausible;
  private long firstNanos;
  private long lastNanos;
  private int firstFrame;
  private int newest;
  private long firstMicros;
  private long newestMicros;

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

  /// @return whether it shows a newer frame than all before
  synchronized boolean seen(Pattern.Reading reading) {
    if (reading.torn()) {
      torn++;
    }
    int step = reading.frame() - newest; // the number may come around
    if (distinct > 0 && step <= 0) {
      repeated += step == 0 ? 1 : 0;
      backwards += step < 0 ? 1 : 0;
      return false;
    }
    if (distinct++ == 0) {
      firstFrame = reading.frame();
      firstMicros = reading.micros();
    } else {
      missing += step - 1;
    }
    newest = reading.frame();
    newestMicros = reading.micros();
    return true;
  }

  synchronized ProbeReport report(
      double nominalMs, List<ProbeReport.Stage> stages, Cadence cadence) {
    double drawnSeconds = (newestMicros - firstMicros) / 1e6;
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
        drawnSeconds > 0 ? (newest - firstFrame) / drawnSeconds : 0,
        nominalMs,
        stages,
        cadence.deviation(),
        cadence.steps(),
        cadence.stalls(),
        null);
  }
}
