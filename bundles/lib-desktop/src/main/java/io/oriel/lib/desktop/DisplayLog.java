package io.oriel.lib.desktop;

import io.oriel.lib.programs.ProgramLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where a desktop and the programs that it starts write.
public record DisplayLog(ProgramLog log) {
  /// The log `display-ID.log`.
  public static DisplayLog create(String id) throws IOException {
    return new DisplayLog(ProgramLog.create("display", id));
  }

  /// The file.
  public Path file() {
    return log.file();
  }

  /// The last lines that say something, in one line for a message; empty when there are none.
  public String tail(int lines) {
    return log.tail(lines);
  }

  /// The lines in which sway complains about its configuration.
  public List<String> configurationErrors() throws IOException {
    try (Stream<String> lines = Files.lines(file(), StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> line.contains("Error on line")).limit(5).toList();
    }
  }
}
