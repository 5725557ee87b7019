package io.oriel.host.session.internal.media;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.HdrMetadata;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.ClientLink;
import io.oriel.media.core.Doorbell;
import io.oriel.media.core.SpscRing;
import io.oriel.media.core.ThreadAllocation;
import java.util.Objects;

/// Sends a watcher its frames; runs on its `oriel-wv-<id>` thread.
///
/// What comes while its queue is full it misses: it drops what waits, asks for a key frame and
/// goes on with that.
final class WatchLoop implements Runnable {
  private static final long LOOK_NANOS = 250_000_000;

  /// A key frame that was asked for has not come: asks again.
  private static final long AGAIN_NANOS = 1_000_000_000;

  private final ClientLink link;
  private final WatchFigures figures;
  private final Runnable keyFrameWanted;
  private final SpscRing<SharedFrame> queue = new SpscRing<>(WatchRun.QUEUED_FRAMES);
  private final Doorbell bell = new Doorbell();
  private final WatchedFrame[] lent = new WatchedFrame[WatchRun.LENT_FRAMES];
  private volatile boolean running = true;
  private volatile long missed; // newest that was not queued; transmit thread writes

  // its own thread
  private long known; // of missed
  private boolean waits = true; // for a key frame
  private long askedNanos = System.nanoTime(); // whoever starts this has asked for one
  private long sequence; // last one sent, by the watcher's numbers
  private StreamFormat format;
  private HdrMetadata hdr;
  private DisplayRequest mode;

  WatchLoop(ClientLink link, WatchFigures figures, Runnable keyFrameWanted) {
    this.link = link;
    this.figures = figures;
    this.keyFrameWanted = keyFrameWanted;
    for (int i = 0; i < lent.length; i++) {
      lent[i] = new WatchedFrame();
    }
  }

  /// Control thread, before the first frame, whose way through the queue makes it visible.
  void begins(DisplayRequest now) {
    mode = now;
  }

  /// Transmit thread.
  void offer(SharedFrame frame) {
    frame.retain();
    if (running && queue.offer(frame)) {
      bell.ring();
    } else {
      frame.release();
      miss(frame.sequence());
    }
  }

  /// Transmit thread.
  void miss(long number) {
    missed = number;
    figures.missed.increment();
  }

  void stop() {
    running = false;
    bell.ring();
  }

  @Override
  public void run() {
    try {
      pump();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // stopped from outside
    } finally {
      running = false;
      for (var left = queue.poll(); left != null; left = queue.poll()) {
        left.release();
      }
    }
  }

  private void pump() throws InterruptedException {
    long allocated = ThreadAllocation.bytes();
    while (running) {
      var frame = queue.poll();
      notice();
      if (frame == null) {
        bell.await(System.nanoTime() + LOOK_NANOS);
        continue;
      }
      try {
        pass(frame);
      } finally {
        frame.release();
      }
      long now = ThreadAllocation.bytes();
      figures.allocatedBytes.add(now - allocated);
      allocated = now;
    }
  }

  private void notice() {
    long newest = missed;
    if (newest != known) {
      known = newest;
      figures.skips.increment();
      waitForKeyFrame();
    } else if (waits && System.nanoTime() - askedNanos > AGAIN_NANOS) {
      waitForKeyFrame();
    }
  }

  private void waitForKeyFrame() {
    waits = true;
    askedNanos = System.nanoTime();
    keyFrameWanted.run();
  }

  private void pass(SharedFrame frame) {
    boolean key = (frame.flags() & EncodedFrame.KEY) != 0;
    if (frame.sequence() <= known || (waits && !key)) {
      figures.skipped.increment();
      return;
    }
    tell(frame);
    var view = show(frame);
    if (view == null) { // the link keeps as many as it may
      figures.skipped.increment();
      figures.skips.increment();
      waitForKeyFrame();
      return;
    }
    waits = false;
    sequence++;
    try {
      link.sendVideo(view);
    } finally {
      view.release();
    }
    figures.sent.increment();
    figures.sentBytes.add(frame.length());
    if (key) {
      figures.keyFrames.increment();
    }
  }

  private void tell(SharedFrame frame) {
    if (!frame.format().equals(format)) {
      format = frame.format();
      link.format(format);
    }
    if (!Objects.equals(frame.hdr(), hdr)) {
      hdr = frame.hdr();
      link.hdr(hdr);
    }
    if (!Objects.equals(frame.mode(), mode)) {
      mode = frame.mode();
      link.modeChanged(mode);
    }
  }

  private WatchedFrame show(SharedFrame frame) {
    for (var view : lent) {
      if (view.show(frame, sequence + 1)) {
        frame.retain();
        return view;
      }
    }
    return null;
  }
}
