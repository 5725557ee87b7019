package io.oriel.host.probe.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads small files of the kernel and of `/etc`.
final class Sysfs {
  private Sysfs() {}

  /// The stripped content; empty when it is missing, unreadable or blank.
  static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(s -> !s.isEmpty());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// What this process may do with a device: `rw`, `r`, `none`, or `absent`.
  static String access(Path device) {
    if (!Files.exists(device)) {
      return "absent";
    }
    if (!Files.isReadable(device)) {
      return "none";
    }
    return Files.isWritable(device) ? "rw" : "r";
  }

  /// `KEY=value` lines as shells read them, quotes removed; empty when the file is missing.
  static Map<String, String> assignments(Path file) {
    var values = new TreeMap<String, String>();
    for (String line : text(file).orElse("").lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        values.put(line.substring(0, equals).strip(), unquoted(line.substring(equals + 1).strip()));
      }
    }
    return values;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.endsWith(value.substring(0, 1));
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
