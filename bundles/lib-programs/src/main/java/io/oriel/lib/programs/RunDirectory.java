package io.oriel.lib.programs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The `XDG_RUNTIME_DIR` of some programs: mode 0700, owned by their user, gone with them.
public record RunDirectory(Path path) {
  // sockaddr_un.sun_path holds 108 bytes with its NUL; longer names are not used in the directory.
  private static final int LONGEST = 107 - "/pipewire-0.lock".length();

  /// Makes a directory below the host's own (property `oriel.run`).
  ///
  /// @param id its name; letters, digits and dashes
  /// @throws IOException with a message for a human
  public static RunDirectory create(String id, Account account) throws IOException {
    Path path = parent(account).resolve(id);
    if (path.toString().length() > LONGEST) {
      throw new IOException(
          path + " is too long for a socket's path; choose a shorter directory in oriel.run");
    }
    Files.createDirectory(path, mode("rwx------"));
    account.own(path);
    return new RunDirectory(path);
  }

  /// A file in it.
  public Path resolve(String name) {
    return path.resolve(name);
  }

  /// Removes it with all it holds; what vanishes meanwhile is fine.
  public void delete() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// Below the host's runtime directory if the programs' user can get there, else below the
  /// temporary one.
  private static Path parent(Account account) throws IOException {
    String configured = System.getProperty("oriel.run");
    if (configured != null) {
      Path run = Path.of(configured).toAbsolutePath();
      Files.createDirectories(run);
      if (!account.dropped() || reachable(run)) {
        return run;
      }
    }
    Path shared =
        Path.of(System.getProperty("java.io.tmpdir"), "oriel-" + ProcessHandle.current().pid());
    if (!Files.isDirectory(shared)) {
      Files.createDirectories(shared.getParent());
      Files.createDirectory(shared);
      Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwx--x--x"));
      shared.toFile().deleteOnExit();
    }
    return shared;
  }

  private static boolean reachable(Path directory) throws IOException {
    for (Path at = directory.toRealPath(); at != null; at = at.getParent()) {
      if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  private static java.nio.file.attribute.FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }
}
