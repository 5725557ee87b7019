package io.oriel.input.wlroots.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A keyboard as XKB names it (RMLVO). Empty parts mean XKB's own default.
///
/// @param layout for example `de` or `us,ru`
/// @param variant one per layout, separated by commas
/// @param options for example `ctrl:nocaps`
record KeyboardLayout(String model, String layout, String variant, String options) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_,:+()./-]*");

  /// `/etc/default/keyboard`, keyboard(5): shell assignments.
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?m)^\\s*XKB(MODEL|LAYOUT|VARIANT|OPTIONS)\\s*=\\s*[\"']?([^\"'\\n]*)");

  /// What `localectl` writes into `xorg.conf.d/00-keyboard.conf`.
  private static final Pattern XORG_OPTION =
      Pattern.compile("(?mi)^\\s*Option\\s+\"Xkb(Model|Layout|Variant|Options)\"\\s+\"([^\"]*)\"");

  /// Parts XKB could not mean count as empty.
  KeyboardLayout {
    model = clean(model);
    layout = clean(layout);
    variant = clean(variant);
    options = clean(options);
  }

  private static String clean(String part) {
    return part != null && NAME.matcher(part.strip()).matches() ? part.strip() : "";
  }

  /// The system's layout: `XKB_DEFAULT_*` of the environment, then what the distribution's tools
  /// have written, then `us`.
  ///
  /// @param root where `etc` lies
  static KeyboardLayout ofSystem(Map<String, String> environment, Path root) {
    if (!environment.getOrDefault("XKB_DEFAULT_LAYOUT", "").isBlank()) {
      return new KeyboardLayout(
          environment.get("XKB_DEFAULT_MODEL"),
          environment.get("XKB_DEFAULT_LAYOUT"),
          environment.get("XKB_DEFAULT_VARIANT"),
          environment.get("XKB_DEFAULT_OPTIONS"));
    }
    var debian = read(root.resolve("etc/default/keyboard"), ASSIGNMENT);
    if (!debian.layout.isEmpty()) {
      return debian;
    }
    var xorg = read(root.resolve("etc/X11/xorg.conf.d/00-keyboard.conf"), XORG_OPTION);
    return xorg.layout.isEmpty() ? new KeyboardLayout("", "us", "", "") : xorg;
  }

  private static KeyboardLayout read(Path file, Pattern line) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      return new KeyboardLayout("", "", "", ""); // absent or unreadable: the next source decides
    }
    String[] parts = {"", "", "", ""};
    Matcher found = line.matcher(text);
    while (found.find()) {
      int part =
          switch (Character.toUpperCase(found.group(1).charAt(0))) {
            case 'M' -> 0;
            case 'L' -> 1;
            case 'V' -> 2;
            default -> 3;
          };
      parts[part] = found.group(2);
    }
    return new KeyboardLayout(parts[0], parts[1], parts[2], parts[3]);
  }

  /// The first layout as a keymap the compositor completes from its own XKB files, for hosts
  /// without libxkbcommon. Options are left out.
  String includingKeymap() {
    String first = layout.isEmpty() ? "us" : layout.split(",", 2)[0];
    String form = variant.split(",", 2)[0];
    String symbols = form.isEmpty() ? first : first + "(" + form + ")";
    return """
        xkb_keymap {
          xkb_keycodes { include "evdev+aliases(qwerty)" };
          xkb_types { include "complete" };
          xkb_compatibility { include "complete" };
          xkb_symbols { include "pc+%s+inet(evdev)" };
        };
        """
        .formatted(symbols);
  }
}
