package io.oriel.vdisplay.wlroots.internal;

import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The variables of a desktop: the host's own, without what belongs to another desktop; a fresh set
/// when the desktop runs as another user.
final class DesktopEnvironment {
  private static final List<String> FOREIGN =
      List.of(
          "WAYLAND_DISPLAY",
          "WAYLAND_SOCKET",
          "DISPLAY",
          "XAUTHORITY",
          "SWAYSOCK",
          "I3SOCK",
          "XDG_SESSION_ID",
          "XDG_SEAT",
          "XDG_VTNR",
          "XDG_SESSION_PATH",
          "XDG_SEAT_PATH",
          "XDG_SESSION_CLASS",
          "XDG_SESSION_DESKTOP",
          "SESSION_MANAGER",
          "HYPRLAND_INSTANCE_SIGNATURE",
          "NIRI_SOCKET",
          "WINDOWID",
          "CREDENTIALS_DIRECTORY",
          "INVOCATION_ID",
          "JOURNAL_STREAM",
          "LISTEN_FDS",
          "LISTEN_FDNAMES",
          "LISTEN_PID",
          "WATCHDOG_PID",
          "WATCHDOG_USEC",
          "DESKTOP_SESSION",
          "GDK_BACKEND",
          "QT_QPA_PLATFORM",
          "JAVA_TOOL_OPTIONS",
          "NOTIFY_SOCKET");
  private static final List<String> NEUTRAL = List.of("PATH", "LANG", "LANGUAGE", "LC_ALL", "TZ");

  private DesktopEnvironment() {}

  /// What sway is started with.
  ///
  /// @param renderer `WLR_RENDERER`
  static Map<String, String> of(
      String id, Account account, RunDirectory directory, Map<String, String> host, String renderer)
      throws IOException {
    var variables = new TreeMap<String, String>();
    if (account.dropped()) {
      NEUTRAL.stream().filter(host::containsKey).forEach(n -> variables.put(n, host.get(n)));
      Path home = Files.createDirectory(directory.resolve("home"));
      account.own(home);
      variables.put("HOME", home.toString());
      variables.put("USER", account.name());
      variables.put("LOGNAME", account.name());
      variables.put("SHELL", Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "/bin/sh");
    } else {
      variables.putAll(host);
      FOREIGN.forEach(variables::remove);
    }
    // Fonts, icons and texts outside ASCII need a UTF-8 locale; this one is always there.
    variables.putIfAbsent("LANG", "C.UTF-8");
    variables.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
    variables.put(DisplayProcesses.VARIABLE, id);
    variables.put("XDG_RUNTIME_DIR", directory.path().toString());
    variables.put("XDG_CURRENT_DESKTOP", "sway");
    variables.put("XDG_SESSION_TYPE", "wayland");
    variables.put("SWAYSOCK", directory.resolve(SwayProcess.CONTROL).toString());
    variables.put("WLR_BACKENDS", "headless");
    variables.put("WLR_LIBINPUT_NO_DEVICES", "1");
    variables.put("WLR_RENDERER", renderer);
    return variables;
  }

  /// The part a program started later needs.
  static Map<String, String> forPrograms(Map<String, String> sway, SwayProcess ready) {
    var variables = new TreeMap<>(sway);
    variables.keySet().removeIf(name -> name.startsWith("WLR_"));
    variables.put("WAYLAND_DISPLAY", ready.waylandDisplay());
    if (!ready.x11Display().isEmpty()) {
      variables.put("DISPLAY", ready.x11Display());
    }
    return Map.copyOf(variables);
  }
}
