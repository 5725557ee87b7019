package io.oriel.lib.programs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks programs up on `PATH`.
public record Programs(String path) {
  /// As the host was started.
  public static Programs ofHost() {
    String path = System.getenv("PATH");
    return new Programs(path == null || path.isBlank() ? "/usr/local/bin:/usr/bin:/bin" : path);
  }

  public Optional<Path> find(String name) {
    return Stream.of(path.split(":"))
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  public boolean has(String name) {
    return find(name).isPresent();
  }

  /// The first of several that is there.
  public Optional<String> first(String... names) {
    return Stream.of(names).filter(this::has).findFirst();
  }
}
