package io.oriel.vdisplay.wlroots.internal;

import io.oriel.lib.desktop.DesktopBus;
import io.oriel.lib.desktop.PrivateDesktop;
import io.oriel.lib.desktop.SwayMode;
import io.oriel.lib.desktop.SwayProcess;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.Programs;
import io.oriel.lib.programs.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lays out what a desktop is made of in its runtime directory: sway's configuration, wallpaper,
/// bar and terminal, as far as their programs are installed.
final class Desktop {
  private static final List<String> FILES =
      List.of("foot.ini", "fuzzel.ini", "waybar.json", "waybar.css", "status.sh", "welcome.sh");

  // One for Wayland's windows, one for X11's: sway 1.7 has no criterion for all.
  private static final String FLOAT_ALL =
      "for_window [app_id=\".*\"] floating enable\nfor_window [class=\".*\"] floating enable";

  private final Settings settings;
  private final Programs programs;
  private final PrivateDesktop desktop;
  private final RunDirectory directory;
  private final Account account;
  private final boolean bare;

  /// @param bare an application is going to fill the screen: nothing else is to be seen
  Desktop(Settings settings, Programs programs, PrivateDesktop desktop, boolean bare) {
    this.settings = settings;
    this.programs = programs;
    this.desktop = desktop;
    directory = desktop.directory();
    account = desktop.account();
    this.bare = bare;
  }

  /// Writes all files.
  ///
  /// @return sway's configuration
  Path write(SwayMode mode, String output) throws IOException {
    var values = new TreeMap<String, String>();
    values.put("DIR", directory.path().toString());
    values.put("OUTPUT", mode.command(output));
    values.put("NAME", output);
    values.put("XWAYLAND", settings.xwayland() && programs.has("Xwayland") ? "enable" : "disable");
    values.put("TERMINAL", terminal().orElse("true"));
    values.put("LAUNCHER", launcher().orElse("true"));
    values.put("APPS", launcher().isPresent() ? "\"custom/apps\", " : "");
    values.put("WINDOW", windowSize(mode));
    values.put("WELCOME", welcomePosition(mode));
    values.put("FLOATING", settings.floating() && !bare ? FLOAT_ALL : "");
    values.put("BORDER", bare ? "none" : "normal 1");
    values.put("GAPS", bare ? "0" : "6");
    values.put("WALLPAPER", wallpaper(output));
    values.put("BUS", bus());
    values.put("BAR", bar());
    values.put("STARTUP", startup());
    values.put(
        "INCLUDE", settings.include().isBlank() ? "" : "include " + line(settings.include()));
    values.put("READY", SwayProcess.readyLine(desktop));
    for (String file : FILES) {
      put(file, filled(file, values));
    }
    return put("sway.conf", filled("sway.conf", values));
  }

  private Optional<String> terminal() {
    if (!settings.terminal().isBlank()) {
      return Optional.of(line(settings.terminal()));
    }
    return programs
        .first("foot", "xfce4-terminal", "xterm")
        .map(t -> t.equals("foot") ? "foot --config=" + directory.resolve("foot.ini") : t);
  }

  private Optional<String> launcher() {
    return programs
        .first("fuzzel", "wofi")
        .map(
            l ->
                l.equals("fuzzel")
                    ? "fuzzel --config=" + directory.resolve("fuzzel.ini")
                    : "wofi --show drun --allow-images --prompt Search");
  }

  /// Of a new terminal, in logical pixels.
  private static String windowSize(SwayMode mode) {
    int width = Math.max(200, mode.region().width() * 3 / 5);
    int height = Math.max(120, mode.region().height() * 3 / 5);
    return width + "x" + height;
  }

  /// To the left, so that the window in the wallpaper is seen.
  private static String welcomePosition(SwayMode mode) {
    return mode.region().width() / 24 + " " + mode.region().height() / 8;
  }

  private String wallpaper(String output) throws IOException {
    if (!programs.has("swaybg")) {
      return "";
    }
    Path picture;
    if (settings.wallpaper().isBlank()) {
      picture = directory.resolve("wallpaper.png");
      try (InputStream in = resource("wallpaper.png")) {
        Files.copy(in, picture);
      }
      account.own(picture);
    } else {
      picture = Path.of(settings.wallpaper().strip());
    }
    return "output " + output + " bg \"" + picture + "\" fill #141a26";
  }

  /// Tells the desktop's bus where what it starts has to show its windows.
  private String bus() {
    String program = "dbus-update-activation-environment";
    return settings.own_bus() && programs.has(DesktopBus.DAEMON) && programs.has(program)
        ? "exec " + program + " WAYLAND_DISPLAY DISPLAY SWAYSOCK"
        : "";
  }

  private String bar() throws IOException {
    if (bare) {
      return "";
    }
    if (programs.has("waybar")) {
      // The bus would start three programs for readers of a bar that has nothing to read.
      return "exec NO_AT_BRIDGE=1 waybar -c "
          + directory.resolve("waybar.json")
          + " -s "
          + directory.resolve("waybar.css");
    }
    return programs.has("swaybar")
        ? text("swaybar.conf").replace("@DIR@", "" + directory.path())
        : "";
  }

  private String startup() {
    Stream<String> own =
        settings.open_terminal() && !bare
            ? terminal()
                .map(
                    t ->
                        t.startsWith("foot ")
                            ? t + " --app-id=oriel-welcome sh " + directory.resolve("welcome.sh")
                            : t)
                .stream()
            : Stream.empty();
    return Stream.concat(own, Stream.of(settings.startup()).filter(s -> !s.isBlank()))
        .map(command -> "exec " + line(command))
        .collect(Collectors.joining("\n"));
  }

  /// What a setting says, on one line: a second one would be another command of sway's.
  private static String line(String text) {
    return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }

  private static String filled(String file, Map<String, String> values) throws IOException {
    String text = text(file);
    for (var value : values.entrySet()) {
      text = text.replace("@" + value.getKey() + "@", value.getValue());
    }
    return text;
  }

  private static String text(String file) throws IOException {
    try (InputStream in = resource(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream resource(String file) throws IOException {
    InputStream in = Desktop.class.getResourceAsStream("/desktop/" + file);
    if (in == null) {
      throw new IOException("desktop/" + file + " is missing in this bundle");
    }
    return in;
  }

  private Path put(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, text);
    account.own(file);
    return file;
  }
}
