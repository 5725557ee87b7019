package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.TargetKind;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.api.media.VideoFormat;
import io.oriel.capture.pipewire.internal.media.NodeCapture;
import io.oriel.capture.pipewire.internal.media.Settings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Looks at a display as a session does.
final class Viewer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Fixture.Health health = new Fixture.Health();
  private final NodeCapture capture;
  private Thread thread;
  private volatile boolean closed;
  private final AtomicInteger seen = new AtomicInteger();
  private volatile VideoFormat format;

  Viewer(VirtualDisplay display) throws BackendException {
    DisplayRequest mode = display.actual();
    var wanted =
        new CaptureProvider.Request(
            TargetKind.PIPEWIRE_NODE,
            mode.widthPx(),
            mode.heightPx(),
            mode.refreshMilliHz(),
            List.of(FormatSupport.host(Fourcc.XRGB8888)),
            4,
            true);
    capture =
        NodeCapture.open(
            (PipeWireNode) display.captureTarget(),
            wanted,
            health,
            new Settings(PATIENCE, PATIENCE, false),
            _ -> {});
    start();
  }

  private void start() {
    closed = false;
    thread = Thread.ofPlatform().name("viewer").start(this::run);
  }

  private void run() {
    try {
      while (!closed) {
        Frame frame = capture.await(100_000_000);
        capture.retired();
        if (frame != null) {
          format = frame.format();
          frame.release();
          seen.incrementAndGet();
        }
      }
    } catch (BackendException | InterruptedException e) {
      closed = true;
    }
  }

  /// Pictures so far.
  int pictures() {
    return seen.get();
  }

  /// Of the newest picture; `null`: there was none.
  VideoFormat format() {
    return format;
  }

  /// Has the display in another mode, as a session does.
  void reconfigure(int widthPx, int heightPx, int milliHz) throws Exception {
    pause();
    VideoFormat now = capture.format();
    capture.reconfigure(
        new VideoFormat(widthPx, heightPx, now.fourcc(), now.modifier(), now.color()), milliHz);
    start();
  }

  private void pause() {
    closed = true;
    capture.wake();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    pause();
    capture.close();
  }
}
