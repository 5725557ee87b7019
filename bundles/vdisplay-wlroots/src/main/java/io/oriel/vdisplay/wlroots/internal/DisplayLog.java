package io.oriel.vdisplay.wlroots.internal;

import io.oriel.lib.programs.ProgramLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where sway and the programs that it starts write.
record DisplayLog(ProgramLog log) {
  static DisplayLog create(String id) throws IOException {
    return new DisplayLog(ProgramLog.create("display", id));
  }

  Path file() {
    return log.file();
  }

  /// The last lines that say something, in one line for a message; empty when there are none.
  String tail(int lines) {
    return log.tail(lines);
  }

  /// The lines in which sway complains about its configuration.
  List<String> configurationErrors() throws IOException {
    try (Stream<String> lines = Files.lines(file(), StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> line.contains("Error on line")).limit(5).toList();
    }
  }
}
