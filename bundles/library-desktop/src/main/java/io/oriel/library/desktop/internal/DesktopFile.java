package io.oriel.library.desktop.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The group `[Desktop Entry]` of a desktop file (Desktop Entry Specification 1.5, §3 and §4).
///
/// @param values as written, by key with its locale in brackets
record DesktopFile(Map<String, String> values) {
  private static final int MOST_BYTES = 256 * 1024;
  private static final int MOST_KEYS = 5_000;
  private static final String GROUP = "[Desktop Entry]";

  DesktopFile {
    values = Map.copyOf(values);
  }

  /// @throws IOException it cannot be read, or is larger than 256 KiB
  static DesktopFile read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("it is larger than 256 KiB");
      }
      return parse(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /// Takes what can be understood; lines that are none of a desktop file are passed over.
  static DesktopFile parse(String text) {
    var values = new HashMap<String, String>();
    boolean inside = false;
    for (String line : text.split("\\R")) {
      String stripped = line.strip();
      if (stripped.startsWith("[")) {
        inside = stripped.equals(GROUP);
        continue;
      }
      int equals = stripped.indexOf('=');
      if (inside && equals > 0 && stripped.charAt(0) != '#' && values.size() < MOST_KEYS) {
        values.putIfAbsent(
            stripped.substring(0, equals).strip(), stripped.substring(equals + 1).strip());
      }
    }
    return new DesktopFile(values);
  }

  /// A string without locale.
  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(DesktopFile::unescape);
  }

  /// A string in the nearest locale there is (§5): `lang_COUNTRY@MODIFIER`, `lang_COUNTRY`,
  /// `lang@MODIFIER`, `lang`, none.
  ///
  /// @param locale as `LC_MESSAGES` has it, for example `sr_RS.UTF-8@latin`
  Optional<String> localized(String key, String locale) {
    String modifier = locale.contains("@") ? locale.substring(locale.indexOf('@')) : "";
    String place = locale.split("[.@]", 2)[0];
    String language = place.split("_", 2)[0];
    for (String name : List.of(place + modifier, place, language + modifier, language)) {
      var text = text(key + "[" + name + "]");
      if (text.isPresent()) {
        return text;
      }
    }
    return text(key);
  }

  boolean yes(String key) {
    return "true".equals(values.get(key)) || "1".equals(values.get(key));
  }

  /// A list; its items are separated by semicolons, one that belongs to an item is escaped.
  List<String> list(String key) {
    var items = new ArrayList<String>();
    var item = new StringBuilder();
    String value = values.getOrDefault(key, "");
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '\\' && at + 1 < value.length() && value.charAt(at + 1) == ';') {
        item.append(';');
        at++;
      } else if (c == ';') {
        items.add(item.toString());
        item.setLength(0);
      } else {
        item.append(c);
      }
    }
    items.add(item.toString());
    items.replaceAll(one -> unescape(one).strip());
    items.removeIf(String::isEmpty);
    return List.copyOf(items);
  }

  boolean has(String key, String item) {
    return list(key).stream().anyMatch(one -> one.toLowerCase(Locale.ROOT).equals(item));
  }

  /// §4: `\s`, `\n`, `\t`, `\r`, `\\`.
  private static String unescape(String value) {
    if (value.indexOf('\\') < 0) {
      return value;
    }
    var text = new StringBuilder(value.length());
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c != '\\' || at + 1 == value.length()) {
        text.append(c);
        continue;
      }
      char next = value.charAt(++at);
      switch (next) {
        case 's' -> text.append(' ');
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case '\\' -> text.append('\\');
        default -> text.append(c).append(next);
      }
    }
    return text.toString();
  }
}
