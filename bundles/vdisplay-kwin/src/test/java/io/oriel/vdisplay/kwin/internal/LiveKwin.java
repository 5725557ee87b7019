package io.oriel.vdisplay.kwin.internal;

import io.oriel.lib.desktop.DesktopBus;
import io.oriel.lib.desktop.DesktopEnvironment;
import io.oriel.lib.desktop.DesktopProcess;
import io.oriel.lib.desktop.PrivateDesktop;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A headless KWin that stands for the desktop of the host's user: same account, its own bus, with
/// its permission checks on.
final class LiveKwin implements AutoCloseable {
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final PrivateDesktop desktop;
  private final DesktopProcess kwin;

  private LiveKwin(PrivateDesktop desktop, DesktopProcess kwin) {
    this.desktop = desktop;
    this.kwin = kwin;
  }

  /// @param dataHome its `XDG_DATA_HOME`
  /// @param outputs how many monitors of 1280x720 it has
  /// @param pipeWire whether there is one
  static LiveKwin start(Path dataHome, int outputs, boolean pipeWire) throws Exception {
    Programs programs = Programs.ofHost();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    var account = new Account(false, System.getProperty("user.name"), 0);
    PrivateDesktop desktop = PrivateDesktop.create("live", account);
    try {
      Map<String, String> environment = DesktopEnvironment.of(desktop, System.getenv(), "KDE");
      environment.put("XDG_DATA_HOME", dataHome.toString());
      environment.put("XDG_CACHE_HOME", dataHome.resolve("cache").toString());
      environment.put("XDG_CONFIG_HOME", dataHome.resolve("config").toString());
      environment.put("LIBGL_ALWAYS_SOFTWARE", "1");
      environment.keySet().removeIf(name -> name.startsWith("DBUS_"));
      DesktopBus.start(desktop, programs, environment, deadline)
          .ifPresent(address -> environment.put(DesktopBus.ADDRESS, address));
      if (pipeWire) {
        DesktopProcess.start(desktop, List.of("pipewire"), environment)
            .await(desktop.directory().resolve("pipewire-0"), deadline);
      }
      Path program = KwinProgram.find(programs).orElseThrow().in(desktop);
      var command =
          new ArrayList<>(
              List.of(
                  program.toString(),
                  "--virtual",
                  "--width",
                  "1280",
                  "--height",
                  "720",
                  "--output-count",
                  Integer.toString(outputs),
                  "--no-lockscreen",
                  "--no-global-shortcuts",
                  "--socket",
                  "wayland-7"));
      DesktopProcess kwin = DesktopProcess.start(desktop, command, environment);
      kwin.await(desktop.directory().resolve("wayland-7"), deadline);
      return new LiveKwin(desktop, kwin);
    } catch (Exception e) {
      desktop.close();
      throw e;
    }
  }

  /// Its Wayland socket.
  Path socket() {
    return desktop.directory().resolve("wayland-7");
  }

  /// Its PipeWire socket.
  Path pipeWire() {
    return desktop.directory().resolve("pipewire-0");
  }

  void kill() {
    kwin.process().destroyForcibly();
  }

  /// What KWin said.
  String log() throws Exception {
    return Files.readString(desktop.log().file());
  }

  @Override
  public void close() {
    desktop.close();
  }
}
