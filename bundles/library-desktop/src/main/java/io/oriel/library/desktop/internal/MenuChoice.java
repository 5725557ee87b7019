package io.oriel.library.desktop.internal;

import io.oriel.lib.programs.CommandLine;
import io.oriel.lib.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Which desktop files are listed, by their own word and by the operator's.
record MenuChoice(
    List<String> categories, List<String> entries, String desktopName, String terminal) {
  static MenuChoice of(MenuSettings settings) {
    return new MenuChoice(
        items(settings.categories()).map(item -> item.toLowerCase(Locale.ROOT)).toList(),
        items(settings.entries()).map(item -> item.replaceFirst("\\.desktop$", "")).toList(),
        settings.desktop_name().strip().toLowerCase(Locale.ROOT),
        settings.terminal().strip());
  }

  /// A plain file of settings holds several values in one line with commas.
  static Stream<String> items(String[] values) {
    return Stream.of(values)
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::strip)
        .filter(item -> !item.isEmpty());
  }

  boolean shows(String id, DesktopFile entry, Programs programs) {
    return "Application".equals(entry.text("Type").orElse(""))
        && !entry.yes("Hidden")
        && (entries.contains(id) || (wanted(entry) && !entry.yes("NoDisplay") && here(entry)))
        && entry.text("TryExec").map(program -> there(program, programs)).orElse(true);
  }

  private boolean wanted(DesktopFile entry) {
    return categories.contains("*")
        || categories.stream().anyMatch(category -> entry.has("Categories", category));
  }

  private boolean here(DesktopFile entry) {
    boolean limited = !entry.list("OnlyShowIn").isEmpty();
    return (!limited || entry.has("OnlyShowIn", desktopName))
        && !entry.has("NotShowIn", desktopName);
  }

  private static boolean there(String program, Programs programs) {
    return program.startsWith("/") ? Files.isExecutable(Path.of(program)) : programs.has(program);
  }

  /// What goes before a command that needs a terminal.
  ///
  /// @throws IllegalArgumentException there is none
  List<String> terminal(Programs programs) {
    if (!terminal.isEmpty()) {
      return CommandLine.words(terminal);
    }
    return programs
        .first("xdg-terminal-exec", "foot", "xfce4-terminal", "xterm")
        .map(
            name ->
                switch (name) {
                  case "xfce4-terminal" -> List.of(name, "--disable-server", "-x");
                  case "xterm" -> List.of(name, "-e");
                  default -> List.of(name);
                })
        .orElseThrow(() -> new IllegalArgumentException("it needs a terminal, there is none"));
  }

  /// Wishes for what is not there.
  List<String> unknown(Set<String> ids) {
    return entries.stream()
        .filter(id -> !ids.contains(id))
        .map(id -> "entries names " + id + ", but there is no " + id + ".desktop")
        .toList();
  }
}
