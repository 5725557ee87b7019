package io.oriel.itest.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Programs of this system.
final class Installed {
  private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+[.\\d]*");

  private Installed() {}

  /// Version a program tells of itself; empty: it is not installed.
  static String version(String program) throws IOException, InterruptedException {
    if (Stream.of("/usr/bin", "/bin", "/usr/local/bin")
        .noneMatch(folder -> Files.isExecutable(Path.of(folder, program)))) {
      return "";
    }
    var builder = new ProcessBuilder(program, "--version").redirectErrorStream(true);
    builder.environment().put("QT_QPA_PLATFORM", "offscreen");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    Matcher number = NUMBER.matcher(said);
    return number.find() ? number.group() : said.strip();
  }
}
