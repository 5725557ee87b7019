package io.oriel.tck;

import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.media.Frame;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// What the tests of a capture need of its backend; see [CaptureContract].
@Timeout(120)
public abstract class CaptureFixture {
  static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  static final int PICTURES = 12;

  final RecordedHealth health = new RecordedHealth();
  private Capture opened;

  /// The backend under test, ready to open captures.
  protected abstract CaptureProvider provider() throws Exception;

  /// Something the backend can do on this machine; at least 3 buffers.
  protected abstract CaptureProvider.Request request() throws Exception;

  /// Where [#request()] finds pictures.
  protected abstract CaptureTarget target() throws Exception;

  /// Makes what is captured change, so that a new picture comes. Called on a thread of its own,
  /// again and again.
  protected abstract void change() throws Exception;

  /// Whether pictures come only with a change; `false`: they come by themselves.
  protected boolean stillWithoutChange() {
    return true;
  }

  /// Called before a capture is opened: a source may have to show something for that.
  protected void opening() throws Exception {}

  /// Called when it is open.
  protected void opened() throws Exception {}

  /// Brings what is captured to another size, where a capture follows its display.
  protected void resize(int widthPx, int heightPx, int maxMilliHz) throws Exception {}

  /// Kills what is captured.
  ///
  /// @return whether this test can
  protected boolean kill() throws Exception {
    return false;
  }

  @AfterEach
  void closeCapture() {
    if (opened != null) {
      opened.close();
    }
  }

  /// Opens a capture that is closed with the test.
  protected final Capture open() throws Exception {
    opened = openOne();
    return opened;
  }

  /// Opens a capture; the caller closes it.
  final Capture openOne() throws Exception {
    opening();
    try {
      return provider().open(request(), target(), health);
    } finally {
      opened();
    }
  }

  /// Fetches the next picture, with changes until one comes.
  protected final Frame next(Capture capture) throws Exception {
    long end = System.nanoTime() + Wait.PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      change();
      Frame frame = capture.await(SECOND / 20);
      if (frame != null) {
        return frame;
      }
    }
    throw new AssertionError("no picture in " + Wait.PATIENCE);
  }
}
