package io.oriel.vdisplay.mutter.internal;

import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.vdisplay.mutter.internal.bus.BusDaemon;
import io.oriel.vdisplay.mutter.internal.bus.Systemd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.freedesktop.dbus.types.UInt32;

/// The session bus of the host's user, and what programs of that session have in their environment.
///
/// @param address as in `DBUS_SESSION_BUS_ADDRESS`
/// @param runtime the user's `XDG_RUNTIME_DIR`
record SessionBus(String address, Path runtime) {
  private static final List<String> WANTED =
      List.of(
          "WAYLAND_DISPLAY",
          "DISPLAY",
          "XAUTHORITY",
          "XDG_CURRENT_DESKTOP",
          "XDG_SESSION_DESKTOP",
          "XDG_SESSION_TYPE",
          "XDG_DATA_DIRS",
          "XDG_CONFIG_DIRS",
          "DESKTOP_SESSION",
          "GNOME_SETUP_DISPLAY",
          "LANG");

  /// Of this process.
  static SessionBus of(Map<String, String> environment, int uid) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    Path directory = Path.of(runtime.isBlank() ? "/run/user/" + uid : runtime);
    String address = environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "");
    return new SessionBus(
        address.isBlank() ? "unix:path=" + directory.resolve("bus") : address, directory);
  }

  /// Whether there may be a bus: a socket that is not there needs no try.
  boolean possible() {
    String socket = "unix:path=";
    return !address.startsWith(socket)
        || Files.exists(Path.of(address.substring(socket.length()).split("[,;]")[0]));
  }

  Bus connect() throws BusException {
    return Bus.session(address);
  }

  /// Whether somebody has a name there now.
  boolean runs(String name) {
    if (!possible()) {
      return false;
    }
    try (Bus bus = connect()) {
      return bus.owner(name).isPresent();
    } catch (BusException _) {
      return false;
    }
  }

  /// Variables for programs of the session: what systemd starts programs with, else what the
  /// compositor itself was started with, and the socket that it listens on.
  ///
  /// @param compositor a name that the compositor has on the bus
  Map<String, String> variables(Bus bus, String compositor) {
    var variables = new TreeMap<String, String>();
    try {
      var daemon = bus.object(BusDaemon.NAME, BusDaemon.PATH, BusDaemon.class);
      UInt32 pid = daemon.processOf(compositor);
      keep(Path.of("/proc", pid.toString(), "environ"), variables);
      CompositorSocket.of(pid.longValue(), runtime)
          .ifPresent(name -> variables.put("WAYLAND_DISPLAY", name));
    } catch (BusException _) {
      // systemd may know
    }
    try {
      var systemd =
          bus.property(Systemd.NAME, Systemd.PATH, Systemd.INTERFACE, "Environment", List.class);
      for (Object each : systemd) {
        keep(String.valueOf(each), variables);
      }
    } catch (BusException _) {
      // a session without systemd
    }
    variables.put("XDG_RUNTIME_DIR", runtime.toString());
    variables.put("DBUS_SESSION_BUS_ADDRESS", address);
    variables.putIfAbsent("XDG_SESSION_TYPE", "wayland");
    return variables;
  }

  private static void keep(Path environ, Map<String, String> variables) {
    try {
      for (String each :
          new String(Files.readAllBytes(environ), StandardCharsets.UTF_8).split("\0")) {
        keep(each, variables);
      }
    } catch (IOException _) {
      // it has ended, or hides: there are other sources
    }
  }

  private static void keep(String assignment, Map<String, String> variables) {
    int at = assignment.indexOf('=');
    if (at > 0 && WANTED.contains(assignment.substring(0, at))) {
      variables.put(assignment.substring(0, at), assignment.substring(at + 1));
    }
  }
}
