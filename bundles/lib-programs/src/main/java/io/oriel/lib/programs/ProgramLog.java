package io.oriel.lib.programs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where a program writes: a file in the host's log folder (property `oriel.logs`). It outlives the
/// program; the oldest of a kind go when there are too many. Any thread.
///
/// @param file what the program's output is redirected to
public record ProgramLog(Path file) {
  private static final int KEPT = 20;
  private static final int TAIL_BYTES = 8192;

  /// The file `KIND-NAME.log`, which the host's user alone may read: what programs say is their
  /// user's business. Deletes the oldest files of that kind beyond
  /// twenty.
  ///
  /// @param kind what wrote it: `display`, `app`
  /// @param name letters, digits, dots and dashes
  public static ProgramLog create(String kind, String name) throws IOException {
    Path folder =
        Path.of(System.getProperty("oriel.logs", System.getProperty("java.io.tmpdir")))
            .toAbsolutePath();
    Files.createDirectories(folder);
    prune(folder, kind);
    Path file = folder.resolve(kind + "-" + name + ".log");
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return new ProgramLog(file);
  }

  /// The last lines that say something, in one line for a message; empty when there are none.
  public String tail(int lines) {
    List<String> said =
        end(TAIL_BYTES).lines().map(String::strip).filter(s -> !s.isEmpty()).toList();
    return String.join(" | ", said.subList(Math.max(0, said.size() - lines), said.size()));
  }

  /// Throws the beginning away once the file has grown beyond a size. Only for output that is
  /// appended ([java.lang.ProcessBuilder.Redirect#appendTo]): others would go on where they were
  /// and
  /// leave a hole.
  public void bound(long mostBytes) throws IOException {
    if (!Files.exists(file) || Files.size(file) <= mostBytes) {
      return;
    }
    String last = end((int) Math.min(64 * 1024, mostBytes / 2));
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
    Files.writeString(
        file, "… what was here before grew too long\n" + last, StandardOpenOption.APPEND);
  }

  private String end(int mostBytes) {
    try (var channel = Files.newByteChannel(file)) {
      var bytes = ByteBuffer.allocate(mostBytes);
      channel.position(Math.max(0, channel.size() - mostBytes)).read(bytes);
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }

  private static void prune(Path folder, String kind) throws IOException {
    List<Path> old;
    try (Stream<Path> files = Files.list(folder)) {
      old =
          files
              .filter(f -> f.getFileName().toString().matches(kind + "-.*\\.log"))
              .sorted(Comparator.comparing(ProgramLog::changed).reversed())
              .skip(KEPT)
              .toList();
    }
    for (Path file : old) {
      Files.deleteIfExists(file);
    }
  }

  private static FileTime changed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return FileTime.fromMillis(0);
    }
  }
}
