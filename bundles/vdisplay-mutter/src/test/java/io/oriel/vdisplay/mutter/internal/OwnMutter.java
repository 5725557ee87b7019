package io.oriel.vdisplay.mutter.internal;

import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.lib.pipewire.server.PipeWireServers;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.Programs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// Displays in headless Mutters of their own, away from any GNOME that runs here.
final class OwnMutter implements AutoCloseable {
  /// Settings without the terminal that a desktop begins with.
  static final Map<String, Object> EMPTY = Map.of("open_terminal", false);

  final OpenDisplays open = new OpenDisplays();
  final MutterDisplays displays;
  private final PipeWireServers servers;

  /// The test is skipped where a program is missing.
  ///
  /// @param state empty folder
  /// @param changed further settings, by the annotation's method names
  OwnMutter(Path state, Map<String, Object> changed) {
    var settings = new HashMap<String, Object>(Map.of("desktop", "own"));
    settings.put("open_timeout_ms", 60_000L);
    settings.putAll(changed);
    Programs programs = Programs.ofHost();
    needed((String) settings.getOrDefault("shell", "mutter"))
        .forEach(each -> Assumptions.assumeTrue(programs.has(each), each + " is not installed"));
    servers = new PipeWireServers(Map.of(), Account.hostUid(), programs);
    displays =
        new MutterDisplays(
            Fixture.settings(settings),
            servers,
            open,
            programs,
            new SessionBus("unix:path=/nonexistent", Path.of("/nonexistent")),
            new LayoutJournal(state));
  }

  /// Programs without which there is none.
  static List<String> needed(String shell) {
    return List.of(shell, "dbus-daemon", "pipewire", "wireplumber");
  }

  @Override
  public void close() {
    displays.close();
    servers.close();
  }
}
