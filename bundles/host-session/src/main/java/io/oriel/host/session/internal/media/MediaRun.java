package io.oriel.host.session.internal.media;

import io.oriel.api.backend.BackendException;
import io.oriel.api.capture.Capture;
import io.oriel.api.encode.Encoder;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.ClientLink;
import io.oriel.host.session.internal.OpenStage;
import io.oriel.media.core.MediaThread;
import java.util.concurrent.atomic.AtomicBoolean;

/// One capture and one encoder joined by two threads, until either ends or is replaced.
///
/// Both threads stay inside the gates of their stages for the run's life, so that a stage is freed
/// only after they have left; a closed gate ends the run by itself.
public final class MediaRun {
  /// Told why a loop died. Called once per dying loop, on its thread; only posts.
  public interface Trouble {
    void lost(OpenStage<?> stage, BackendException cause);

    void failed(Throwable cause);
  }

  final String sessionId;
  final OpenStage<Capture> capture;
  final OpenStage<Encoder> encoder;
  final ClientLink link;
  final StreamFormat format;
  final SessionFigures figures;
  final Trouble trouble;
  final AtomicBoolean keyFrameWanted = new AtomicBoolean();
  volatile boolean running = true;
  // number of the last frame that came out of an encoder; written by the transmit thread
  volatile long lastSequence;

  private volatile long refreshedNanos = System.nanoTime() - 1_000_000_000;
  private final Thread video;
  private final Thread transmit;

  /// Starts both threads.
  ///
  /// @param lastSequence of the run before; 0 at first
  public MediaRun(
      String sessionId,
      OpenStage<Capture> capture,
      OpenStage<Encoder> encoder,
      ClientLink link,
      StreamFormat format,
      SessionFigures figures,
      Trouble trouble,
      long lastSequence) {
    this.sessionId = sessionId;
    this.capture = capture;
    this.encoder = encoder;
    this.link = link;
    this.format = format;
    this.figures = figures;
    this.trouble = trouble;
    this.lastSequence = lastSequence;
    var send = figures.cpu().counted(new TransmitLoop(this));
    var show = figures.cpu().counted(new VideoLoop(this));
    transmit = MediaThread.start("oriel-tx-" + sessionId, send, trouble::failed);
    video = MediaThread.start("oriel-vid-" + sessionId, show, trouble::failed);
  }

  /// The next frame shall be a key frame. Wishes that come while one is pending add nothing, so
  /// that no client can drive the encoder with them. Any thread.
  public void wantKeyFrame() {
    if (!keyFrameWanted.getAndSet(true)) {
      wake();
    }
  }

  /// A frame shall come soon also of a still picture, at most one for each interval of the stream.
  /// Any thread.
  public void refresh() {
    long now = System.nanoTime();
    long interval = 1_000_000_000_000L / format.milliHz();
    if (now - refreshedNanos >= interval) {
      refreshedNanos = now;
      wake();
    }
  }

  private void wake() {
    if (capture.gate().enter()) {
      try {
        capture.instance().wake();
      } finally {
        capture.gate().exit();
      }
    }
  }

  /// Ends both loops and waits for their threads.
  ///
  /// @return `false`: a thread is still inside a backend after a second
  public boolean stop() throws InterruptedException {
    running = false;
    if (capture.gate().enter()) {
      capture.instance().wake();
      capture.gate().exit();
    }
    if (encoder.gate().enter()) {
      encoder.instance().wake();
      encoder.gate().exit();
    }
    long deadline = System.nanoTime() + 1_000_000_000;
    return joined(video, deadline) & joined(transmit, deadline);
  }

  /// Where the numbering goes on. Call after [#stop()].
  public long lastSequence() {
    return lastSequence;
  }

  private static boolean joined(Thread thread, long deadlineNanos) throws InterruptedException {
    long millis = Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000);
    thread.join(millis);
    return !thread.isAlive();
  }
}
