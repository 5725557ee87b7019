package io.oriel.vdisplay.wlroots.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where sway and the programs of one display write: a file in the host's log folder (property
/// `oriel.logs`). It outlives the display; the oldest go when there are too many.
record DisplayLog(Path file) {
  private static final int KEPT = 20;
  private static final int TAIL_BYTES = 8192;

  static DisplayLog create(String id) throws IOException {
    Path folder =
        Path.of(System.getProperty("oriel.logs", System.getProperty("java.io.tmpdir")))
            .toAbsolutePath();
    Files.createDirectories(folder);
    prune(folder);
    return new DisplayLog(folder.resolve("display-" + id + ".log"));
  }

  /// The last lines that say something, in one line for a message; empty when there are none.
  String tail(int lines) {
    try (var channel = Files.newByteChannel(file)) {
      long from = Math.max(0, channel.size() - TAIL_BYTES);
      var bytes = java.nio.ByteBuffer.allocate(TAIL_BYTES);
      channel.position(from).read(bytes);
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      List<String> said = text.lines().map(String::strip).filter(s -> !s.isEmpty()).toList();
      return String.join(" | ", said.subList(Math.max(0, said.size() - lines), said.size()));
    } catch (IOException _) {
      return "";
    }
  }

  /// The lines in which sway complains about its configuration.
  List<String> configurationErrors() throws IOException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> line.contains("Error on line")).limit(5).toList();
    }
  }

  private static void prune(Path folder) throws IOException {
    List<Path> old;
    try (Stream<Path> files = Files.list(folder)) {
      old =
          files
              .filter(f -> f.getFileName().toString().matches("display-.*\\.log"))
              .sorted(Comparator.comparing(DisplayLog::changed).reversed())
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
