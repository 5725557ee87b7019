package io.oriel.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// ConfigAdmin's own store, which keeps what was set in the console.
final class StoredSettings {
  private static final String FROM_FILE = "felix.fileinstall.filename=";

  private StoredSettings() {}

  static Path folder(Folders folders) {
    return folders.state().resolve("config");
  }

  /// Forgets what came from files in `etc/`: they are read again with every start, and a file that
  /// was deleted meanwhile must not live on here.
  static void forgetFiles(Folders folders) throws IOException {
    Path folder = folder(folders);
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> stored;
    try (Stream<Path> files = Files.walk(folder)) {
      stored = files.filter(f -> f.toString().endsWith(".config")).toList();
    }
    for (Path file : stored) {
      if (Files.readString(file).contains(FROM_FILE)) {
        Files.delete(file);
      }
    }
  }
}
