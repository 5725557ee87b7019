package io.oriel.library.desktop.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Where programs put their desktop files and icons (XDG Base Directory Specification 0.8), most
/// important first.
record DataFolders(List<Path> all) {
  private static final int MOST_SUBFOLDERS = 200;

  /// @param variables of the host
  /// @param more named by the operator, before all others
  static DataFolders of(Map<String, String> variables, List<Path> more) {
    Set<Path> all = new LinkedHashSet<>(more);
    Path home = Path.of(variables.getOrDefault("HOME", "/nonexistent"));
    Path own = path(variables.get("XDG_DATA_HOME"), home.resolve(".local/share"));
    all.add(own);
    all.add(own.resolve("flatpak/exports/share"));
    String system = variables.getOrDefault("XDG_DATA_DIRS", "");
    for (String folder : (system.isBlank() ? "/usr/local/share:/usr/share" : system).split(":")) {
      if (folder.startsWith("/")) {
        all.add(Path.of(folder));
      }
    }
    all.add(Path.of("/var/lib/flatpak/exports/share"));
    return new DataFolders(List.copyOf(all));
  }

  private static Path path(String value, Path otherwise) {
    return value == null || !value.startsWith("/") ? otherwise : Path.of(value);
  }

  /// The folders of desktop files.
  List<Path> applications() {
    return all.stream().map(folder -> folder.resolve("applications")).toList();
  }

  /// Those and the folders in them.
  List<Path> watched() {
    var folders = new ArrayList<Path>();
    for (Path folder : applications()) {
      folders.add(folder);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> inside = Files.walk(folder, 3)) {
          inside
              .filter(path -> !path.equals(folder) && Files.isDirectory(path))
              .limit(MOST_SUBFOLDERS)
              .forEach(folders::add);
        } catch (IOException | java.io.UncheckedIOException _) {
          // not ours to read
        }
      }
    }
    return folders;
  }
}
