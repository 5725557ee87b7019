package io.oriel.input.wlroots.internal;

import io.oriel.api.display.InputTarget.WaylandSeat;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InjectorProvider;
import io.oriel.lib.input.nat.XkbKeymap;
import io.oriel.media.wayland.testing.HeadlessSway;
import io.oriel.media.wayland.testing.TestWindow;
import io.oriel.tck.InjectorContract;
import io.oriel.tck.Seen;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/// On a real sway, seen by a real window.
class InjectorContractTest extends InjectorContract {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  private HeadlessSway sway;
  private TestWindow window;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(HeadlessSway.installed(), "sway is not installed");
    Assumptions.assumeTrue(XkbKeymap.available(), "libxkbcommon.so.0 is not installed");
    sway = HeadlessSway.start(WIDTH + "x" + HEIGHT + "@60Hz", "#203040");
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
  protected InjectorProvider provider() {
    return WlrootsInputTest.provider();
  }

  @Override
  protected InjectorProvider.Placement place() {
    return new InjectorProvider.Placement(
        "d1",
        new WaylandSeat(sway.socket(), "seat0", "HEADLESS-1"),
        new Region(0, 0, WIDTH, HEIGHT));
  }

  @Override
  protected Set<DeviceKind> devices() {
    return Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH, DeviceKind.PEN);
  }

  @Override
  protected void opened() throws Exception {
    window = new TestWindow(sway.socket());
    window.fill(0x336699);
    window.until(window::focused);
  }

  @Override
  protected boolean saw(Seen event) throws Exception {
    window.pump();
    List<String> pointing = window.pointing;
    return switch (event) {
      case Seen.Key(int code, boolean down) ->
          window.keys.stream()
              .anyMatch(
                  k ->
                      k instanceof TestWindow.Key key
                          && key.evdevCode() == code
                          && key.down() == down);
      case Seen.Text(String text) -> TypedText.of(window.keys).contains(text);
      case Seen.Button(int code, boolean down) ->
          pointing.contains("button " + code + (down ? " 1" : " 0"));
      case Seen.PointerAt(double x, double y) -> at(x * WIDTH, y * HEIGHT);
      case Seen.PointerBy(double dx, double dy) -> at(WIDTH / 2.0 + dx, HEIGHT / 2.0 + dy);
      case Seen.Wheel(int dx, int dy) ->
          pointing.contains("discrete 1 " + dx / 120)
              && pointing.contains("discrete 0 " + dy / 120);
      // a finger and a pen move the pointer and press its first button
      case Seen.Touch(boolean down, double x, double y) ->
          at(x * WIDTH, y * HEIGHT) && pointing.contains("button 272 " + (down ? 1 : 0));
      case Seen.Pen(double x, double y) -> at(x * WIDTH, y * HEIGHT);
    };
  }

  private boolean at(double x, double y) {
    return window.pointing.contains("motion " + x + " " + y);
  }

  @Override
  protected boolean kill() throws Exception {
    sway.process().destroyForcibly().waitFor();
    return true;
  }
}
