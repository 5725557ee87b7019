package io.oriel.media.core;

import io.oriel.api.session.Figures;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/// Collects durations: one thread records, any thread reads the summary.
///
/// Recording is wait-free and allocates nothing. Values are kept with two significant digits
/// (within 1 %) and a grain of 64 ns, up to one minute; what is outside counts as the nearest
/// value inside. One recorder takes about 75 kB.
public final class DurationRecorder {
  private static final long GRAIN_NANOS = 64;
  private static final long LONGEST_NANOS = 60_000_000_000L;
  private static final int DIGITS = 2;

  private final SingleWriterRecorder recorder =
      new SingleWriterRecorder(GRAIN_NANOS, LONGEST_NANOS, DIGITS);
  private final Histogram total = new Histogram(GRAIN_NANOS, LONGEST_NANOS, DIGITS); // this' lock
  private Histogram interval; // this' lock; swapped with the recorder's at every summary

  /// Adds a duration. The owner's thread, always the same one.
  public void record(long nanos) {
    recorder.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
  }

  /// Forgets what was recorded so far. Any thread.
  public synchronized void restart() {
    interval = recorder.getIntervalHistogram(interval);
    total.reset();
  }

  /// What was recorded since this recorder was made or [#restart()]. Any thread; may wait for
  /// another reader, never
  /// makes the writer wait.
  public synchronized Figures.Distribution summary() {
    interval = recorder.getIntervalHistogram(interval);
    total.add(interval);
    if (total.getTotalCount() == 0) {
      return new Figures.Distribution(0, 0, 0, 0, 0); // not the upper end of the first grain
    }
    return new Figures.Distribution(
        total.getTotalCount(),
        total.getValueAtPercentile(50),
        total.getValueAtPercentile(99),
        total.getValueAtPercentile(99.9),
        total.getMaxValue());
  }
}
