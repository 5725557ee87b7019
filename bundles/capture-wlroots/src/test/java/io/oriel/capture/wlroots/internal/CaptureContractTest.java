package io.oriel.capture.wlroots.internal;

import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.CaptureTarget.WaylandOutput;
import io.oriel.media.wayland.testing.HeadlessSway;
import io.oriel.media.wayland.testing.TestWindow;
import io.oriel.tck.CaptureContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/// On a real sway with a window that changes its colour.
class CaptureContractTest extends CaptureContract {
  private HeadlessSway sway;
  private TestWindow window;
  private int colour;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(HeadlessSway.installed(), "sway is not installed: apt-get install sway");
    sway = HeadlessSway.start("640x480@60Hz", "#c06020");
    window = new TestWindow(sway.socket());
  }

  @AfterEach
  void stop() throws Exception {
    if (window != null) {
      window.close();
    }
    if (sway != null) {
      sway.close();
    }
  }

  @Override
  protected CaptureProvider provider() {
    return CapturesContractTest.captures();
  }

  @Override
  protected CaptureProvider.Request request() {
    return CapturesContractTest.REQUEST;
  }

  @Override
  protected CaptureTarget target() {
    return new WaylandOutput(sway.socket(), "HEADLESS-1");
  }

  @Override
  protected void change() throws Exception {
    if (sway.process().isAlive()) {
      window.pump();
      window.fill(colour += 0x010203);
    }
  }

  @Override
  protected void resize(int widthPx, int heightPx, int maxMilliHz) throws Exception {
    sway.command("output HEADLESS-1 mode " + widthPx + "x" + heightPx + "@60Hz");
  }

  @Override
  protected boolean kill() throws Exception {
    sway.process().destroyForcibly().waitFor();
    return true;
  }
}
