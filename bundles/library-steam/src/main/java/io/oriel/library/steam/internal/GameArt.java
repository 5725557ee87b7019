package io.oriel.library.steam.internal;

import io.oriel.api.app.AppPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Pictures that Steam has for a game: the user's own, then those its library shows. Steam has laid
/// them out in three ways over the years: `ID_NAME`, `ID/NAME`, `ID/HASH/NAME`.
record GameArt(Path steam) {
  private static final List<String> NAMES =
      List.of("library_600x900.jpg", "library_capsule.jpg", "header.jpg", "library_header.jpg");
  private static final int MOST_FOLDERS = 50;

  Optional<AppPicture> find(String appId) {
    return own(appId)
        .or(() -> cached(appId))
        .map(file -> new AppPicture(file, AppPicture.Kind.COVER));
  }

  private Optional<Path> own(String appId) {
    return folders(steam.resolve("userdata"))
        .flatMap(
            user ->
                Stream.of("p.png", "p.jpg").map(end -> user.resolve("config/grid/" + appId + end)))
        .filter(Files::isReadable)
        .findFirst();
  }

  private Optional<Path> cached(String appId) {
    Path cache = steam.resolve("appcache/librarycache");
    Path folder = cache.resolve(appId);
    for (String name : NAMES) {
      Optional<Path> found =
          Stream.concat(
                  Stream.of(cache.resolve(appId + "_" + name), folder.resolve(name)),
                  folders(folder).map(inner -> inner.resolve(name)))
              .filter(Files::isReadable)
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Stream<Path> folders(Path parent) {
    if (!Files.isDirectory(parent)) {
      return Stream.empty();
    }
    try (Stream<Path> inside = Files.list(parent)) {
      return inside.filter(Files::isDirectory).sorted().limit(MOST_FOLDERS).toList().stream();
    } catch (IOException _) {
      return Stream.empty();
    }
  }
}
