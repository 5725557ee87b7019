package io.oriel.host.session.internal.media;

import io.oriel.api.backend.BackendException;
import io.oriel.api.encode.Encoder;
import io.oriel.api.media.EncodedFrame;
import io.oriel.media.core.FrameEvents;
import io.oriel.media.core.ThreadAllocation;

/// Fetches encoded frames and sends them; runs on the session's `oriel-tx-<id>` thread.
final class TransmitLoop implements Runnable {
  private static final long POLL_NANOS = 250_000_000;

  private final MediaRun run;
  private final SessionFigures figures;
  private final FrameEvents events;
  private final long intervalNanos;
  private int frameBytes; // of the slices so far

  TransmitLoop(MediaRun run) {
    this.run = run;
    this.figures = run.figures;
    this.events = new FrameEvents(run.sessionId);
    this.intervalNanos = 1_000_000_000_000L / run.format.milliHz();
  }

  @Override
  public void run() {
    if (!run.encoder.gate().enter()) {
      return;
    }
    try {
      run.link.format(run.format);
      pump(run.encoder.instance());
    } catch (BackendException e) {
      run.trouble.lost(run.encoder, e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // stopped from outside
    } finally {
      run.encoder.gate().exit();
    }
  }

  private void pump(Encoder encoder) throws BackendException, InterruptedException {
    long allocated = ThreadAllocation.bytes();
    while (run.running && !run.encoder.gate().closed()) {
      EncodedFrame frame = encoder.poll(POLL_NANOS);
      if (frame == null) {
        continue;
      }
      try {
        long paced = run.link.sendVideo(frame);
        record(frame, paced, System.nanoTime());
      } finally {
        frame.release();
      }
      long now = ThreadAllocation.bytes();
      figures.transmitAllocatedBytes.add(now - allocated);
      allocated = now;
    }
  }

  private void record(EncodedFrame frame, long pacedNanos, long sentNanos) {
    figures.sentBytes.add(frame.length());
    frameBytes += frame.length();
    if (!frame.lastSlice()) {
      return;
    }
    long number = frame.sequence();
    int bytes = frameBytes;
    frameBytes = 0;
    boolean key = (frame.flags() & EncodedFrame.KEY) != 0;
    boolean repeat = (frame.flags() & EncodedFrame.REPEAT) != 0;
    run.lastSequence = number;
    figures.sent.increment();
    figures.encode.record(frame.encodeDurationNanos());
    figures.pace.record(pacedNanos);
    events.encoded(number, frame.encodeDurationNanos(), bytes, key, repeat);
    if (key) {
      figures.keyFrames.increment();
      figures.firstKeyFrameSent();
    }
    if ((frame.flags() & EncodedFrame.AFTER_INVALIDATION) != 0) {
      figures.healedFrames.increment();
    }
    if (!repeat) {
      recordDistinct(frame, pacedNanos, sentNanos, bytes, key);
    }
    long late = figures.cadence.left(frame.readyNanos(), sentNanos, repeat, intervalNanos);
    if (late > 0) {
      events.stalled(number, late);
    }
  }

  private void recordDistinct(
      EncodedFrame frame, long pacedNanos, long sentNanos, int bytes, boolean key) {
    figures.sentDistinct.increment();
    figures.convert.record(frame.convertDurationNanos());
    events.converted(frame.sequence(), frame.convertDurationNanos());
    long total = Math.max(0, sentNanos - frame.readyNanos());
    // what the host itself adds: all from the ready event on, less the work nobody can avoid
    long added =
        Math.max(
            0, total - frame.convertDurationNanos() - frame.encodeDurationNanos() - pacedNanos);
    figures.total.record(total);
    figures.hostAdded.record(added);
    events.sent(frame.sequence(), total, added, bytes, key);
  }
}
