package io.oriel.lib.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The keyboard of a desktop as libxkbcommon takes it from the environment
/// (`XKB_DEFAULT_LAYOUT` and its like), which compositors and every program without a keymap of
/// its own read.
public final class Keyboard {
  // keyboard(5) on the left, xkbcommon's xkb_context documentation on the right
  private static final Map<String, String> NAMES =
      Map.of(
          "XKBLAYOUT", "XKB_DEFAULT_LAYOUT",
          "XKBVARIANT", "XKB_DEFAULT_VARIANT",
          "XKBMODEL", "XKB_DEFAULT_MODEL",
          "XKBOPTIONS", "XKB_DEFAULT_OPTIONS");

  private static final Path SYSTEM = Path.of("/etc/default/keyboard");

  private Keyboard() {}

  /// The variables.
  ///
  /// @param layout wins over the system's; empty: the system's
  public static Map<String, String> environment(String layout) {
    return environment(layout, SYSTEM);
  }

  static Map<String, String> environment(String layout, Path system) {
    if (!layout.isBlank()) {
      return Map.of("XKB_DEFAULT_LAYOUT", layout.strip());
    }
    var variables = new TreeMap<String, String>();
    try {
      for (String line : Files.readAllLines(system)) {
        String[] pair = line.strip().split("=", 2);
        String value = pair.length == 2 ? pair[1].replaceAll("[\"']", "").strip() : "";
        if (NAMES.containsKey(pair[0]) && !value.isEmpty()) {
          variables.put(NAMES.get(pair[0]), value);
        }
      }
    } catch (IOException _) {
      // not configured: xkbcommon's own default, us
    }
    return variables;
  }
}
