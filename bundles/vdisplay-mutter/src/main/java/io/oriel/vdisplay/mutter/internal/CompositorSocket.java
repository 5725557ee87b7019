package io.oriel.vdisplay.mutter.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The Wayland socket a compositor listens on, which it was not told but chose.
final class CompositorSocket {
  private static final int INODE = 6; // columns of /proc/net/unix, proc(5)
  private static final int PATH = 7;

  private CompositorSocket() {}

  /// Its name in the runtime directory; empty: none is seen.
  ///
  /// @param pid the compositor's process
  static Optional<String> of(long pid, Path runtime) {
    try {
      Set<String> inodes = sockets(pid);
      try (Stream<String> lines = Files.lines(Path.of("/proc/net/unix"))) {
        return lines
            .map(line -> line.trim().split("\\s+"))
            .filter(column -> column.length > PATH && inodes.contains(column[INODE]))
            .map(column -> Path.of(column[PATH]))
            .filter(path -> runtime.equals(path.getParent()))
            .map(path -> path.getFileName().toString())
            .filter(name -> name.startsWith("wayland-"))
            .sorted()
            .findFirst();
      }
    } catch (IOException | RuntimeException _) { // what is read is changing while it is read
      return Optional.empty();
    }
  }

  private static Set<String> sockets(long pid) throws IOException {
    var inodes = new HashSet<String>();
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path file : files.toList()) {
        String target = Files.readSymbolicLink(file).toString();
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    return inodes;
  }
}
