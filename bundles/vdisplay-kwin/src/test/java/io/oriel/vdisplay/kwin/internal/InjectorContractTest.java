package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InjectorProvider;
import io.oriel.lib.programs.Programs;
import io.oriel.media.wayland.testing.TestWindow;
import io.oriel.tck.InjectorContract;
import io.oriel.tck.Seen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Input of a running KWin, seen by a real window.
class InjectorContractTest extends InjectorContract {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;

  @TempDir static Path folder;
  private static LiveKwin kwin; // shared: a new one would have to learn of the launcher first
  private static boolean killed;

  private KwinDisplays displays;
  private OpenDisplays open;
  private VirtualDisplay display;
  private TestWindow window;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(Programs.ofHost().has("kwin_wayland"), "KWin is not installed");
    Assumptions.assumeTrue(Programs.ofHost().has("pipewire"), "PipeWire is not installed");
    System.setProperty("oriel.run", Files.createDirectories(folder.resolve("run")).toString());
    System.setProperty("oriel.logs", folder.resolve("logs").toString());
    if (kwin == null || killed) {
      stopKwin();
      kwin = LiveKwin.start(folder.resolve("data"), 1, true);
    }
    open = new OpenDisplays();
    displays =
        Fixture.displays(open, Map.of(), Programs.ofHost(), folder, Optional.of(kwin.socket()));
    display =
        displays.open(
            DisplayRequest.of("contract", WIDTH, HEIGHT, 60_000)
                .arranged(Arrangement.MIRROR, Optional.empty()),
            Map.of(),
            new Fixture.Health());
  }

  @AfterEach
  void stop() {
    if (window != null) {
      window.close();
    }
    if (displays != null) {
      displays.close();
    }
    System.clearProperty("oriel.run");
    System.clearProperty("oriel.logs");
  }

  @AfterAll
  static void stopKwin() {
    if (kwin != null) {
      kwin.close();
    }
    kwin = null;
    killed = false;
  }

  @Override
  protected InjectorProvider provider() {
    return new KwinInput(open, Fixture.settings(Map.of()));
  }

  @Override
  protected InjectorProvider.Placement place() {
    return new InjectorProvider.Placement(display.id(), new InputTarget.Own(), display.region());
  }

  @Override
  protected Set<DeviceKind> devices() {
    return Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH, DeviceKind.PEN);
  }

  @Override
  protected void opened() throws Exception {
    window = new TestWindow(kwin.socket().toString(), true);
    window.fill(0x336699);
    window.until(window::focused);
  }

  @Test
  @Override
  public void text_is_typed_whatever_the_layout_is() {
    Assumptions.abort("KWin before 6.7 types what the keys of its own layout do, and no more");
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
      case Seen.Text _ -> false;
      case Seen.Button(int code, boolean down) ->
          pointing.contains("button " + code + (down ? " 1" : " 0"));
      case Seen.PointerAt(double x, double y) -> at(x * WIDTH, y * HEIGHT);
      case Seen.PointerBy(double dx, double dy) -> at(WIDTH / 2.0 + dx, HEIGHT / 2.0 + dy);
      case Seen.Wheel(int dx, int dy) ->
          pointing.contains("axis 1 " + dx / 8.0) && pointing.contains("axis 0 " + dy / 8.0);
      case Seen.Touch(boolean down, double x, double y) ->
          down
              ? window.touching.contains("down 1 " + x * WIDTH + " " + y * HEIGHT)
              : window.touching.contains("up 1");
      case Seen.Pen(double x, double y) -> at(x * WIDTH, y * HEIGHT);
    };
  }

  private boolean at(double x, double y) {
    return window.pointing.contains("motion " + x + " " + y);
  }

  @Override
  protected boolean kill() {
    killed = true;
    kwin.kill();
    return true;
  }
}
