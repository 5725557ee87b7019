package io.oriel.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The test kit as a bundle, for a host's folder of backends.
final class TestKitJar {
  private TestKitJar() {}

  /// Empty: it is not packaged.
  static Optional<Path> find() throws IOException {
    Path target = Path.of("../../bundles/testkit/target");
    if (!Files.isDirectory(target)) {
      return Optional.empty();
    }
    try (var files = Files.list(target)) {
      return files
          .filter(f -> f.getFileName().toString().matches("testkit-[0-9.]+(-SNAPSHOT)?\\.jar"))
          .findFirst();
    }
  }
}
