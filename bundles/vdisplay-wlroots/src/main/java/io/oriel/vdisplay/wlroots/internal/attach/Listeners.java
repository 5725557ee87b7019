package io.oriel.vdisplay.wlroots.internal.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which process listens on a Unix socket: proc(5), `net/unix` and `PID/fd`.
final class Listeners {
  private static final Path TABLE = Path.of("/proc/net/unix");
  private static final String ACCEPTS = "00010000"; // __SO_ACCEPTCON in the column Flags
  private static final int COLUMNS = 8;

  private Listeners() {}

  /// The process, if its descriptors may be read: those of this user's processes.
  static Optional<ProcessHandle> of(Path socket) {
    try {
      Set<String> links = links(socket.toString());
      if (!links.isEmpty()) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
          for (Path process : all) {
            if (holds(process.resolve("fd"), links)) {
              return ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
            }
          }
        }
      }
    } catch (IOException _) {
      // not to be known
    }
    return Optional.empty();
  }

  /// The name of a process, 15 characters at most.
  static Optional<String> name(ProcessHandle process) {
    try {
      return Optional.of(
          Files.readString(Path.of("/proc", Long.toString(process.pid()), "comm")).strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Set<String> links(String socket) throws IOException {
    var links = new TreeSet<String>();
    for (String line : Files.readAllLines(TABLE, StandardCharsets.ISO_8859_1)) {
      // Num RefCount Protocol Flags Type St Inode Path
      String[] field = line.strip().split("\\s+", COLUMNS);
      if (field.length == COLUMNS && field[7].equals(socket) && field[3].equals(ACCEPTS)) {
        links.add("socket:[" + field[6] + "]");
      }
    }
    return links;
  }

  private static boolean holds(Path descriptors, Set<String> links) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : all) {
        if (links.contains(Files.readSymbolicLink(descriptor).toString())) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // another user's, or it has ended
    }
    return false;
  }
}
