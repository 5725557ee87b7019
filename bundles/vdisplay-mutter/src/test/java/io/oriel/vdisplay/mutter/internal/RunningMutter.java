package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplay;
import java.nio.file.Path;
import java.util.Map;

/// A headless Mutter with one display of 1280x720, for the contracts of input.
final class RunningMutter implements AutoCloseable {
  static final int WIDTH = 1280;
  static final int HEIGHT = 720;

  final OpenDisplays open;
  final VirtualDisplay display;
  private final OwnMutter mutter;
  private Viewer viewer;

  /// @param state empty folder
  RunningMutter(Path state) throws Exception {
    mutter = new OwnMutter(state, OwnMutter.EMPTY);
    open = mutter.open;
    try {
      display =
          mutter.displays.open(
              DisplayRequest.of("contract", WIDTH, HEIGHT, 60_000), Map.of(), new Fixture.Health());
    } catch (Exception e) {
      mutter.close();
      throw e;
    }
  }

  /// Begins to look at it, if nobody does: its monitor comes with the first picture.
  void view() throws Exception {
    if (viewer == null) {
      viewer = new Viewer(display);
      Viewer now = viewer;
      Fixture.await(() -> now.pictures() > 0, "a picture");
    }
  }

  /// Its Wayland socket.
  String socket() {
    var environment = display.environment();
    return environment.get("XDG_RUNTIME_DIR") + "/" + environment.get("WAYLAND_DISPLAY");
  }

  @Override
  public void close() {
    if (viewer != null) {
      viewer.close();
    }
    display.close();
    mutter.close();
  }
}
