package io.oriel.vdisplay.portal.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The portal's permission to share without asking again: whoever has it may watch the desktop, so
/// only the host's user may read it. A token is good once; each session brings the next.
final class TokenFile {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,256}");

  private final Path file;

  /// @param folder made when it is needed
  /// @param key of what is remembered: letters, digits and dashes
  TokenFile(Path folder, String key) {
    file = folder.resolve(key + ".token");
  }

  /// What the last session left; empty: nothing, or nothing that can be a token.
  Optional<String> read() {
    try {
      if (Files.size(file) > 1024) {
        return Optional.empty();
      }
      String token = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      return Optional.of(token).filter(text -> TOKEN.matcher(text).matches());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("the desktop will ask again: cannot read {}: {}", file, e.toString());
      return Optional.empty();
    }
  }

  /// Keeps the next token; complete or not at all.
  void write(String token) {
    if (!TOKEN.matcher(token).matches()) {
      LOG.warn("the desktop will ask again: its portal gave a token that is none");
      delete();
      return;
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(
          file.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.deleteIfExists(part);
      try (var channel =
          Files.newByteChannel(
              part,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        channel.write(StandardCharsets.ISO_8859_1.encode(token));
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("the desktop will ask again: cannot write {}: {}", file, e.toString());
    }
  }

  /// Forgets it.
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}", file, e.toString());
    }
  }
}
