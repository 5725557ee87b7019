package io.oriel.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/// Watches when this JVM stops all its threads, garbage collection included, by its own log
/// (`-Xlog:safepoint`, switched on for as long as this is open).
final class Pauses implements AutoCloseable {
  // as HotSpot writes it: Safepoint "ZMarkEndYoung", …, Reaching safepoint: 1 ns, … Total: 3 ns, …
  private static final Pattern LINE =
      Pattern.compile(
          "Safepoint \"([^\"]+)\".* Reaching safepoint: +(\\d+) ns.* Total: +(\\d+) ns.*");

  /// One pause.
  ///
  /// @param cause the JVM's name of what it stopped for
  /// @param reachingNanos until the last thread had stopped
  record Pause(String cause, long reachingNanos, long totalNanos) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.3f ms for %s, %.3f of it until all threads stood",
          totalNanos / 1e6,
          cause,
          reachingNanos / 1e6);
    }
  }

  private final Path log;

  Pauses() throws IOException {
    log = Files.createTempFile("oriel-bench-safepoints", ".log");
    command("output=" + log, "what=safepoint=info", "output_options=filecount=0");
  }

  /// Ends watching.
  List<Pause> stop() throws IOException {
    command("output=" + log, "what=all=off");
    return parse(Files.readAllLines(log));
  }

  static List<Pause> parse(List<String> lines) {
    var pauses = new ArrayList<Pause>();
    for (String line : lines) {
      Matcher m = LINE.matcher(line);
      if (m.find()) {
        long reaching = Long.parseLong(m.group(2));
        pauses.add(new Pause(m.group(1), reaching, Long.parseLong(m.group(3))));
      }
    }
    return pauses;
  }

  /// The longest of some pauses, in words.
  static String longest(List<Pause> pauses) {
    return pauses.stream()
        .max(Comparator.comparingLong(Pause::totalNanos))
        .map(p -> "longest " + p)
        .orElse("no pause");
  }

  private static void command(String... words) throws IOException {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "vmLog",
              new Object[] {words},
              new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IOException("this JVM does not log its pauses: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(log);
  }
}
