package io.oriel.lib.programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// File systems that programs mounted in their directory and left there: a document portal that is
/// killed does. Nobody but its user may enter one, so that the directory could not be removed.
final class Mounts {
  private static final Logger LOG = LoggerFactory.getLogger(Mounts.class);
  private static final long PATIENCE_SECONDS = 2;
  private static final Path TABLE = Path.of("/proc/self/mounts");
  // proc(5): a blank and its like are written as a backslash and three octal digits.
  private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");
  private static final List<String> WAYS = List.of("fusermount3", "fusermount");

  private Mounts() {}

  /// Detaches all below a directory, whoever still uses them.
  ///
  /// As the directory's user, where the host is root: root would follow a link that the user puts
  /// in the way.
  static void release(Path directory) throws IOException {
    String real = directory.toRealPath() + "/"; // which is what the table knows it by
    // Byte by byte: one name that is no UTF-8, anywhere on the machine, must not hide the others.
    for (String line : Files.readAllLines(TABLE, StandardCharsets.ISO_8859_1)) {
      String[] field = line.split(" ");
      String point = field.length > 1 ? unescaped(field[1]) : "";
      if (point.startsWith(real)) {
        List<String> prefix = prefix(directory);
        if (WAYS.stream().noneMatch(way -> detach(prefix, way, point))) {
          LOG.warn("{} is mounted and cannot be detached", point);
        }
      }
    }
  }

  private static List<String> prefix(Path directory) throws IOException {
    var owner = Files.readAttributes(directory, "unix:uid,gid");
    boolean other = Account.hostUid() == 0 && !owner.get("uid").equals(0);
    return other
        ? List.of(
            "setpriv",
            "--reuid=" + owner.get("uid"),
            "--regid=" + owner.get("gid"),
            "--clear-groups",
            "--")
        : List.of();
  }

  private static boolean detach(List<String> prefix, String way, String point) {
    var command = new ArrayList<>(prefix);
    command.addAll(List.of(way, "-uz", point));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.onExit().completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      boolean slow = process.isAlive();
      process.destroyForcibly();
      return !slow && process.exitValue() == 0;
    } catch (IOException _) {
      return false; // not installed
    }
  }

  private static String unescaped(String text) {
    String bytes =
        ESCAPED
            .matcher(text)
            .replaceAll(
                found -> {
                  String c = Character.toString((char) Integer.parseInt(found.group(1), 8));
                  return Matcher.quoteReplacement(c);
                });
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
