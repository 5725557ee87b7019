package io.oriel.lib.desktop;

import io.oriel.lib.programs.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The variables of a desktop: the host's own, without what belongs to another desktop; a fresh set
/// when the desktop runs as another user.
public final class DesktopEnvironment {
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

  /// What a compositor is started with, except what only one kind of compositor reads.
  ///
  /// Makes the home of another user than the host's below the directory.
  ///
  /// @param host the host's own environment
  /// @param name what programs shall read in `XDG_CURRENT_DESKTOP`
  public static Map<String, String> of(
      PrivateDesktop desktop, Map<String, String> host, String name) throws IOException {
    Account account = desktop.account();
    var variables = new TreeMap<String, String>();
    if (account.dropped()) {
      NEUTRAL.stream().filter(host::containsKey).forEach(n -> variables.put(n, host.get(n)));
      Path home = Files.createDirectory(desktop.directory().resolve("home"));
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
    variables.put(DisplayProcesses.VARIABLE, desktop.id());
    variables.put("XDG_RUNTIME_DIR", desktop.directory().path().toString());
    variables.put("XDG_CURRENT_DESKTOP", name);
    variables.put("XDG_SESSION_TYPE", "wayland");
    return variables;
  }
}
