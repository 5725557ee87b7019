package io.oriel.host.trust.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder (0700) of small files (0600) that nobody but the host's user reads. A file is replaced
/// as a whole: after a crash it has the old or the new content. One writer at a time.
final class SecretFolder {
  private static final Logger LOG = LoggerFactory.getLogger(SecretFolder.class);
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final long MOST_BYTES = 16 << 20;

  private final Path folder;

  /// Makes the folder when there is none.
  SecretFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder, attribute(FOLDER));
    tighten(folder, FOLDER);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /// The text of a file; empty when there is no such file.
  Optional<String> read(String name) throws IOException {
    Path file = file(name);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException(file + " is larger than any file of its kind");
      }
      tighten(file, FILE);
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// Replaces a file; it is on disk when this returns.
  void write(String name, String text) throws IOException {
    Path fresh = folder.resolve(name + ".new");
    Files.deleteIfExists(fresh); // of a crash
    try (FileChannel out =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attribute(FILE))) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(
        fresh, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true); // the new name too
    }
  }

  private static void tighten(Path path, Set<PosixFilePermission> allowed) throws IOException {
    Set<PosixFilePermission> extra = EnumSet.copyOf(Files.getPosixFilePermissions(path));
    extra.removeAll(allowed);
    if (!extra.isEmpty()) {
      Files.setPosixFilePermissions(path, allowed);
      LOG.warn("{} could be read by other users; its permissions were reduced", path);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> attribute(
      Set<PosixFilePermission> permissions) {
    return PosixFilePermissions.asFileAttribute(permissions);
  }
}
