package io.oriel.host.apps.internal;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// What an entry is called, by the file it is from: `…entry-NAME.cfg`, or the last part of its
/// configuration's identity where it came from the console.
final class EntryName {
  private static final String FILE = "felix.fileinstall.filename";

  private EntryName() {}

  static String of(Map<String, Object> properties) {
    String text = fileName(properties);
    if (text.isEmpty()) {
      text = String.valueOf(properties.getOrDefault("service.pid", "unnamed")) + ".cfg";
    }
    String stem = text.substring(0, Math.max(text.lastIndexOf('.'), 0));
    // The watcher of the folder cuts at the first dash, ConfigAdmin at the first tilde.
    String[] parts = stem.split("[-~]", 2);
    return parts.length == 2 && !parts[1].isEmpty() ? parts[1] : stem;
  }

  /// Names it for the operator.
  static String source(Map<String, Object> properties) {
    String file = fileName(properties);
    return file.isEmpty() ? "the application " + of(properties) : "etc/" + file;
  }

  private static String fileName(Map<String, Object> properties) {
    Object file = properties.get(FILE);
    if (file == null) {
      return "";
    }
    String text = file.toString();
    Path path = text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text);
    return "" + path.getFileName();
  }
}
