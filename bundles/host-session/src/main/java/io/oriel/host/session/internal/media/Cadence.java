package io.oriel.host.session.internal.media;

import io.oriel.media.core.Counter;
import io.oriel.media.core.DurationRecorder;

/// How evenly frames leave. The transmit thread writes, any thread reads.
///
/// A desktop draws when it has something to draw, so that frames are not measured against a grid
/// but against their own pictures: two frames should leave as far apart as their pictures came.
final class Cadence {
  /// Late by so many intervals a viewer notices.
  private static final int STALL_INTERVALS = 3;

  final DurationRecorder deviation = new DurationRecorder();
  final Counter stalls = new Counter();
  final Counter longestNanos = new Counter();

  private long lastSent;
  private long lastReady;
  private boolean any;
  private boolean lastRepeat;

  /// A frame has left.
  ///
  /// @param ready when its picture was there
  /// @param repeat it shows the picture of the frame before
  /// @param interval of the stream's frame rate
  /// @return by how much it stalled; 0: it did not
  long left(long ready, long sent, boolean repeat, long interval) {
    long late = 0;
    if (any) {
      long gap = sent - lastSent;
      boolean moving = !repeat && !lastRepeat && ready - lastReady <= VideoLoop.IDLE_NANOS;
      if (moving) {
        deviation.record(Math.abs(gap - (ready - lastReady)));
      }
      // without a new picture a repeat is due
      long due = moving ? Math.max(interval, ready - lastReady) : VideoLoop.IDLE_NANOS;
      if (gap - due > STALL_INTERVALS * interval) {
        late = gap - due;
        stalls.increment();
        longestNanos.add(Math.max(0, late - longestNanos.get()));
      }
    }
    any = true;
    lastSent = sent;
    lastRepeat = repeat;
    if (!repeat) {
      lastReady = ready;
    }
    return late;
  }
}
