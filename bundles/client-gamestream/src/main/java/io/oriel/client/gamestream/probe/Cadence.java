package io.oriel.client.gamestream.probe;

import io.oriel.media.core.DurationRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/// How evenly pictures come: deviations from the interval, and stalls. One thread adds, any reads.
final class Cadence {
  private static final double[] STEPS_MS = {0.25, 0.5, 1, 2, 4, 8, 16, 33};
  private static final int STALL_INTERVALS = 2;

  private final long nominalNanos;
  private final DurationRecorder deviation = new DurationRecorder();
  private final DurationRecorder stalls = new DurationRecorder();
  private final AtomicLongArray steps = new AtomicLongArray(STEPS_MS.length + 1);
  private long lastNanos;
  private boolean any;

  Cadence(long nominalNanos) {
    this.nominalNanos = nominalNanos;
  }

  /// A picture that shows something new.
  void arrived(long nanos) {
    if (any) {
      long gap = nanos - lastNanos;
      long off = Math.abs(gap - nominalNanos);
      deviation.record(off);
      steps.incrementAndGet(step(off));
      if (gap > STALL_INTERVALS * nominalNanos) {
        stalls.record(gap);
      }
    }
    any = true;
    lastNanos = nanos;
  }

  /// What comes next is no neighbour of what came before.
  void restart() {
    any = false;
  }

  private static int step(long nanos) {
    int i = 0;
    while (i < STEPS_MS.length && nanos > STEPS_MS[i] * 1e6) {
      i++;
    }
    return i;
  }

  Spread deviation() {
    return Spread.of(deviation);
  }

  Spread stalls() {
    return Spread.of(stalls);
  }

  List<ProbeReport.Step> steps() {
    var list = new ArrayList<ProbeReport.Step>();
    for (int i = 0; i < steps.length(); i++) {
      list.add(new ProbeReport.Step(i < STEPS_MS.length ? STEPS_MS[i] : -1, steps.get(i)));
    }
    return list;
  }
}
