package io.oriel.library.steam.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A Steam installation.
///
/// @param root holds `steamapps/` and `appcache/`
/// @param flatpak whether it is the Flatpak's
record SteamFolder(Path root, boolean flatpak) {
  private static final int MOST_LIBRARIES = 64;

  /// Those that are there, each once, whatever links lead to it.
  static List<SteamFolder> find(Path home, List<Path> more) {
    var found = new LinkedHashMap<Path, SteamFolder>();
    for (Path root : candidates(home, more)) {
      if (Files.isDirectory(root.resolve("steamapps"))) {
        try {
          found.putIfAbsent(
              root.toRealPath(),
              new SteamFolder(root, root.toString().contains("com.valvesoftware.Steam")));
        } catch (IOException _) {
          // it went away
        }
      }
    }
    return List.copyOf(found.values());
  }

  /// Where Steam may be: named by the operator, the distribution's, Flatpak's, Snap's.
  static List<Path> candidates(Path home, List<Path> more) {
    var all = new ArrayList<>(more);
    all.add(home.resolve(".local/share/Steam"));
    all.add(home.resolve(".steam/steam"));
    all.add(home.resolve(".steam/root"));
    all.add(home.resolve(".steam/debian-installation"));
    all.add(home.resolve(".var/app/com.valvesoftware.Steam/.local/share/Steam"));
    all.add(home.resolve("snap/steam/common/.local/share/Steam"));
    return all;
  }

  /// The folders that hold manifests of games: its own, and those that `libraryfolders.vdf` names,
  /// with a group (since 2021) or a bare path (before) under each number.
  ///
  /// @param trouble told what cannot be read
  Set<Path> libraries(List<String> trouble) {
    Set<Path> all = new LinkedHashSet<>();
    all.add(root.resolve("steamapps"));
    Path list = root.resolve("steamapps/libraryfolders.vdf");
    if (!Files.exists(list)) {
      return all;
    }
    try {
      Vdf folders = Vdf.read(list).group("libraryfolders");
      var paths = new LinkedHashMap<String, String>();
      folders
          .groups()
          .forEach((number, one) -> one.text("path").ifPresent(p -> paths.put(number, p)));
      folders.texts().forEach((key, path) -> add(key, path, paths));
      for (Map.Entry<String, String> entry : paths.entrySet()) {
        if (all.size() < MOST_LIBRARIES && entry.getValue().startsWith("/")) {
          all.add(Path.of(entry.getValue()).resolve("steamapps"));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      trouble.add(e.getMessage());
    }
    return all;
  }

  private static void add(String key, String path, Map<String, String> paths) {
    if (!key.isEmpty() && key.chars().allMatch(Character::isDigit)) {
      paths.put(key, path);
    }
  }
}
