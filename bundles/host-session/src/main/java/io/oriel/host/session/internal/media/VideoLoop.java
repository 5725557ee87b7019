package io.oriel.host.session.internal.media;

import io.oriel.api.backend.BackendException;
import io.oriel.api.capture.Capture;
import io.oriel.api.encode.Encoder;
import io.oriel.api.media.Frame;
import io.oriel.api.media.HdrMetadata;
import io.oriel.media.core.FrameEvents;
import io.oriel.media.core.ThreadAllocation;
import java.util.Objects;

/// Takes the newest frame and submits it; runs on the session's `oriel-vid-<id>` thread.
final class VideoLoop implements Runnable {
  /// Nothing new for so long: show the last picture again. Clients expect a flow, and a last frame
  /// lost on the way would stay on screen.
  static final long IDLE_NANOS = 100_000_000;

  /// The encoder was full: look again, or take a newer picture.
  private static final long RETRY_NANOS = 500_000;

  /// Key frames are large: wishes that come faster are merged.
  private static final long KEY_FRAME_INTERVAL_NANOS = 100_000_000;

  /// A frame more than the rate would have the encoder spend more than it may.
  private static final int SETTLED_INTERVALS = 2;

  private final MediaRun run;
  private final SessionFigures figures;
  private final FrameEvents events;
  private long sequence; // last one accepted
  private HdrMetadata
      hdr; // of the newest picture; null: SDR, as the client takes it to be at first
  private long lastKeyNanos;
  private long acceptedNanos; // when the last frame was submitted
  private final long settledNanos; // after so long without a picture it stands still

  VideoLoop(MediaRun run) {
    this.run = run;
    this.figures = run.figures;
    this.events = new FrameEvents(run.sessionId);
    this.sequence = run.lastSequence;
    this.lastKeyNanos = System.nanoTime() - KEY_FRAME_INTERVAL_NANOS;
    this.settledNanos =
        Math.min(IDLE_NANOS, SETTLED_INTERVALS * 1_000_000_000_000L / run.format.milliHz());
    this.acceptedNanos = System.nanoTime() - settledNanos;
  }

  @Override
  public void run() {
    if (!run.capture.gate().enter()) {
      return;
    }
    try {
      if (!run.encoder.gate().enter()) {
        return;
      }
      try {
        pump(run.capture.instance(), run.encoder.instance());
      } finally {
        run.encoder.gate().exit();
      }
    } finally {
      run.capture.gate().exit();
    }
  }

  private boolean running() {
    return run.running && !run.capture.gate().closed() && !run.encoder.gate().closed();
  }

  private void pump(Capture capture, Encoder encoder) {
    Frame pending = null;
    boolean shown = false; // this encoder has a picture to repeat
    long wait = IDLE_NANOS;
    long allocated = ThreadAllocation.bytes();
    try {
      while (running()) {
        Frame newer = await(capture, wait);
        for (long id = capture.retired(); id != 0; id = capture.retired()) {
          encoder.retired(id);
        }
        if (newer != null) {
          if (pending != null) {
            pending.release(); // a picture only ever yields to a newer one,
            figures.skipped.increment(); // so the last one always gets through
          }
          pending = newer;
          tell(newer.hdr());
          figures.captureAge.record(age(newer));
        }
        if (!running() || (pending == null && !shown)) {
          continue; // stopped, or nothing to show yet
        }
        boolean idle = newer == null && pending == null;
        if (idle && wait == RETRY_NANOS && !run.keyFrameWanted.get()) {
          wait = IDLE_NANOS; // a refused repeat is not worth insisting on
          continue;
        }
        long early = idle ? settledNanos - (System.nanoTime() - acceptedNanos) : 0;
        if (early > 0) {
          wait = early; // woken for a frame while pictures come anyway: the next one will do
          continue;
        }
        int flags = keyFrameDue() ? Encoder.FORCE_KEY_FRAME : 0;
        boolean accepted;
        if (pending != null) {
          Frame frame = pending;
          long ready = frame.readyNanos();
          long age = age(frame);
          pending = null; // submit takes it, also when it throws
          long begun = System.nanoTime();
          accepted = submit(encoder, frame, flags);
          if (accepted) {
            figures.captured.increment();
            long handover = Math.max(0, begun - ready);
            figures.handover.record(handover);
            events.captured(sequence + 1, age, handover);
          } else {
            pending = frame; // full: still ours
          }
        } else {
          accepted = repeat(encoder, flags); // idle, or woken for a key frame
        }
        if (accepted) {
          sequence++;
          shown = true;
          acceptedNanos = System.nanoTime();
          if (flags != 0) {
            lastKeyNanos = System.nanoTime();
          }
        } else if (flags != 0) {
          run.keyFrameWanted.set(true); // the wish outlives the attempt
        }
        wait = accepted ? nextWait() : RETRY_NANOS;
        long now = ThreadAllocation.bytes();
        figures.videoAllocatedBytes.add(now - allocated);
        allocated = now;
      }
    } catch (StageFailure e) {
      run.trouble.lost(e.stage == Where.CAPTURE ? run.capture : run.encoder, e.cause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // stopped from outside
    } finally {
      if (pending != null) {
        pending.release();
      }
    }
  }

  /// Clients switch their screens by this, so it comes before the picture.
  private void tell(HdrMetadata metadata) {
    if (!Objects.equals(metadata, hdr)) {
      hdr = metadata;
      run.link.hdr(metadata);
    }
  }

  private static long age(Frame frame) {
    return Math.max(0, frame.readyNanos() - frame.captureNanos());
  }

  /// A wish that came too early for another key frame shortens the wait, so that it is not
  /// forgotten.
  private long nextWait() {
    if (!run.keyFrameWanted.get()) {
      return IDLE_NANOS;
    }
    long due = lastKeyNanos + KEY_FRAME_INTERVAL_NANOS - System.nanoTime();
    return Math.clamp(due, 0, IDLE_NANOS);
  }

  private boolean keyFrameDue() {
    return System.nanoTime() - lastKeyNanos >= KEY_FRAME_INTERVAL_NANOS
        && run.keyFrameWanted.getAndSet(false);
  }

  private Frame await(Capture capture, long timeoutNanos)
      throws StageFailure, InterruptedException {
    try {
      return capture.await(timeoutNanos);
    } catch (BackendException e) {
      throw new StageFailure(Where.CAPTURE, e);
    }
  }

  private boolean submit(Encoder encoder, Frame frame, int flags) throws StageFailure {
    try {
      return encoder.submit(frame, sequence + 1, flags);
    } catch (BackendException e) {
      throw new StageFailure(Where.ENCODER, e);
    }
  }

  private boolean repeat(Encoder encoder, int flags) throws StageFailure {
    try {
      boolean accepted = encoder.repeat(sequence + 1, flags);
      if (accepted) {
        figures.repeated.increment();
      }
      return accepted;
    } catch (BackendException e) {
      throw new StageFailure(Where.ENCODER, e);
    }
  }

  private enum Where {
    CAPTURE,
    ENCODER
  }

  /// Tells which of the two stages failed.
  private static final class StageFailure extends Exception {
    private static final long serialVersionUID = 1L;
    final transient Where stage;
    final transient BackendException cause;

    StageFailure(Where stage, BackendException cause) {
      super(cause);
      this.stage = stage;
      this.cause = cause;
    }
  }
}
