package io.oriel.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// Where everything lies: the distribution, which the host only reads, and the data folder, which
/// belongs to the user the host runs as.
///
/// @param distribution holds `system/`, `deploy/`, `etc/` and `lib/` as they were built
/// @param data holds `etc/`, `deploy/`, `state/`, `logs/`, `run/` and `cache/`
public record Folders(Path distribution, Path data) {
  public Folders {
    Objects.requireNonNull(distribution, "distribution");
    Objects.requireNonNull(data, "data");
    distribution = distribution.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
  }

  /// Settings, one file per configuration.
  public Path etc() {
    return data.resolve("etc");
  }

  /// Backends; watched while the host runs.
  public Path deploy() {
    return data.resolve("deploy");
  }

  /// Keys, paired clients, the console's login: mode 0700.
  public Path state() {
    return data.resolve("state");
  }

  /// Rotating log files.
  public Path logs() {
    return data.resolve("logs");
  }

  /// Sockets and the lock of the running host: mode 0700.
  public Path run() {
    return data.resolve("run");
  }

  /// What can be rebuilt at any time: unpacked bundles and native libraries.
  public Path cache() {
    return data.resolve("cache");
  }

  /// Makes what is missing; nothing but the owner may enter `state/` and `run/`.
  void create() throws IOException {
    Files.createDirectories(data);
    for (Path folder : new Path[] {etc(), deploy(), logs(), cache()}) {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder, mode("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    for (Path folder : new Path[] {state(), run()}) {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder, mode("rwx------"));
      }
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static java.nio.file.attribute.FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
