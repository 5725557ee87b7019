package io.oriel.lib.programs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The `XDG_RUNTIME_DIR` of some programs: mode 0700, owned by their user, gone with them.
///
/// It is the host's own until [#give]: whoever else runs as that user cannot put links there that
/// the host would write through.
public record RunDirectory(Path path) {
  // sockaddr_un.sun_path holds 108 bytes with its NUL; longer names are not used in the directory.
  private static final int LONGEST = 107 - "/pipewire-0.lock".length();

  /// Makes a directory below the host's own (property `oriel.run`).
  ///
  /// @param id its name; letters, digits and dashes
  /// @param account who has to reach it
  /// @throws IOException with a message for a human
  public static RunDirectory create(String id, Account account) throws IOException {
    Path path = parent(account).resolve(id);
    if (path.toString().length() > LONGEST) {
      throw new IOException(
          path + " is too long for a socket's path; choose a shorter directory in oriel.run");
    }
    Files.createDirectory(path, mode("rwx------"));
    return new RunDirectory(path);
  }

  /// Hands it to its user; what is in it was handed over before.
  public void give(Account account) throws IOException {
    account.own(path);
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
    Mounts.release(path);
    try (var inside = Files.newDirectoryStream(path)) {
      empty(inside);
    }
    Files.deleteIfExists(path);
  }

  /// By open directories, not by paths: what a program exchanges for a link meanwhile leads
  /// nowhere.
  private static void empty(DirectoryStream<Path> folder) throws IOException {
    if (!(folder instanceof SecureDirectoryStream<Path> inside)) {
      throw new IOException("this system cannot delete folders safely");
    }
    for (Path entry : inside) {
      Path name = entry.getFileName();
      try {
        remove(inside, name);
      } catch (NoSuchFileException _) {
        // it vanished by itself
      }
    }
  }

  private static void remove(SecureDirectoryStream<Path> folder, Path name) throws IOException {
    var view =
        folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (!view.readAttributes().isDirectory()) {
      folder.deleteFile(name);
      return;
    }
    try (var inner = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      empty(inner);
    }
    folder.deleteDirectory(name);
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
    if (Files.exists(shared, LinkOption.NOFOLLOW_LINKS)) {
      refuseForeign(shared);
    } else {
      Files.createDirectories(shared.getParent());
      Files.createDirectory(shared, mode("rwx--x--x"));
      Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwx--x--x"));
      shared.toFile().deleteOnExit();
    }
    return shared;
  }

  /// In the temporary directory everybody may have put something there before.
  private static void refuseForeign(Path shared) throws IOException {
    var is = Files.readAttributes(shared, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    boolean open =
        is.permissions().contains(PosixFilePermission.GROUP_WRITE)
            || is.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    boolean ours = is.owner().equals(Files.getOwner(Path.of("/proc/self")));
    if (!is.isDirectory() || !ours || open) {
      throw new IOException(
          shared + " belongs to somebody else; remove it, or name another directory in oriel.run");
    }
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
