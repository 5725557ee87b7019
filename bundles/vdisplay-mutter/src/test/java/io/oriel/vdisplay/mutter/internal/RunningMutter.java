package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.lib.pipewire.server.PipeWireServers;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// A headless Mutter with one display of 1280x720, for the contracts of input.
final class RunningMutter implements AutoCloseable {
  static final int WIDTH = 1280;
  static final int HEIGHT = 720;

  final OpenDisplays open = new OpenDisplays();
  final VirtualDisplay display;
  private final PipeWireServers servers;
  private final MutterDisplays displays;
  private Viewer viewer;

  /// @param state empty folder
  RunningMutter(Path state) throws Exception {
    Programs programs = Programs.ofHost();
    for (String each : List.of("mutter", "dbus-daemon", "pipewire", "wireplumber")) {
      Assumptions.assumeTrue(programs.has(each), each + " is not installed");
    }
    servers = new PipeWireServers(Map.of(), Account.hostUid(), programs);
    displays =
        new MutterDisplays(
            Fixture.settings(
                Map.of("desktop", "own", "open_timeout_ms", 60_000L, "open_terminal", false)),
            servers,
            open,
            programs,
            new SessionBus("unix:path=/nonexistent", Path.of("/nonexistent")),
            new LayoutJournal(state));
    try {
      display =
          displays.open(
              DisplayRequest.of("contract", WIDTH, HEIGHT, 60_000), Map.of(), new Fixture.Health());
    } catch (Exception e) {
      displays.close();
      servers.close();
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
    displays.close();
    servers.close();
  }
}
