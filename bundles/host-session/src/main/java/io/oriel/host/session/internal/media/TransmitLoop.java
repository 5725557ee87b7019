package io.oriel.host.session.internal.media;

import io.oriel.api.backend.BackendException;
import io.oriel.api.encode.Encoder;
import io.oriel.api.media.EncodedFrame;
import io.oriel.media.core.ThreadAllocation;

/// Fetches encoded frames and sends them; runs on the session's `oriel-tx-<id>` thread.
final class TransmitLoop implements Runnable {
  private static final long POLL_NANOS = 250_000_000;

  private final MediaRun run;
  private final SessionFigures figures;

  TransmitLoop(MediaRun run) {
    this.run = run;
    this.figures = run.figures;
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
    if (!frame.lastSlice()) {
      return;
    }
    run.lastSequence = frame.sequence();
    figures.sent.increment();
    figures.encode.record(frame.encodeDurationNanos());
    figures.pace.record(pacedNanos);
    if ((frame.flags() & EncodedFrame.KEY) != 0) {
      figures.keyFrames.increment();
      figures.firstKeyFrameSent();
    }
    if ((frame.flags() & EncodedFrame.REPEAT) == 0) {
      figures.sentDistinct.increment();
      figures.convert.record(frame.convertDurationNanos());
      // what the host itself adds: all from the ready event on, less the work nobody can avoid
      long added =
          sentNanos
              - frame.readyNanos()
              - frame.convertDurationNanos()
              - frame.encodeDurationNanos()
              - pacedNanos;
      figures.hostAdded.record(Math.max(0, added));
    }
  }
}
