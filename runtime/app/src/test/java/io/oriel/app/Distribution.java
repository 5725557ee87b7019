package io.oriel.app;

import io.oriel.launcher.Folders;
import io.oriel.launcher.HostOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// The distribution this build assembled.
final class Distribution {
  static final Path FOLDER = Path.of(System.getProperty("oriel.distribution"));

  private Distribution() {}

  /// Options for a host in a folder of its own, on ports nobody else has.
  static HostOptions options(Path data) {
    return HostOptions.of(new Folders(FOLDER, data))
        .with(
            Map.of(
                "org.osgi.service.http.port", "0",
                "oriel.port", "56989",
                "oriel.listen", "127.0.0.1"));
  }

  /// All jars but the launcher's class path, relative to the distribution.
  static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(f -> f.toString().endsWith(".jar"))
          .map(FOLDER::relativize)
          .filter(f -> !f.startsWith("tools"))
          .sorted()
          .toList();
    }
  }

  /// Waits for the watcher, which looks every 250 ms.
  static boolean within(Duration time, BooleanSupplier condition) {
    long end = System.nanoTime() + time.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(20_000_000);
    }
    return true;
  }
}
