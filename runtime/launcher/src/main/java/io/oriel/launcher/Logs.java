package io.oriel.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// Where log lines go: `logs/oriel.0.log` and four older ones of 5 MB each, and the terminal.
final class Logs {
  private static final int BYTES_PER_FILE = 5_000_000;
  private static final int FILES = 5;

  // Their "info" is about themselves. Held here, since the JDK forgets the level of a logger nobody
  // holds.
  private static final List<Logger> LOUD =
      Stream.of("org.eclipse.jetty", "org.apache.felix", "javax.jmdns", "io.netty")
          .map(Logger::getLogger)
          .toList();

  private Logs() {}

  static void open(Path folder, boolean quiet) throws IOException {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    LOUD.forEach(logger -> logger.setLevel(Level.WARNING));
    add(
        root,
        new FileHandler(folder.resolve("oriel.%g.log").toString(), BYTES_PER_FILE, FILES, true),
        Level.ALL,
        new Line(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS")));
    add(
        root,
        new ConsoleHandler(),
        quiet ? Level.OFF : Level.INFO,
        new Line(DateTimeFormatter.ofPattern("HH:mm:ss.SSS")));
  }

  private static void add(Logger root, Handler handler, Level level, Formatter formatter) {
    handler.setLevel(level);
    handler.setFormatter(formatter);
    root.addHandler(handler);
  }

  /// `12:01:02.123 INFO  SessionLoop: text`
  private static final class Line extends Formatter {
    private final DateTimeFormatter time;

    Line(DateTimeFormatter time) {
      this.time = time.withZone(ZoneId.systemDefault());
    }

    @Override
    public String format(LogRecord r) {
      var text = new StringWriter();
      text.append(time.format(Instant.ofEpochMilli(r.getMillis())));
      text.append(String.format(" %-5s ", level(r.getLevel())));
      text.append(area(r.getLoggerName())).append(": ").append(formatMessage(r)).append('\n');
      if (r.getThrown() != null) {
        r.getThrown().printStackTrace(new PrintWriter(text, true));
      }
      return text.toString();
    }

    private static String level(Level level) {
      if (level.intValue() >= Level.SEVERE.intValue()) {
        return "ERROR";
      }
      if (level.intValue() >= Level.WARNING.intValue()) {
        return "WARN";
      }
      return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    private static String area(String logger) {
      return logger == null ? "?" : logger.substring(logger.lastIndexOf('.') + 1);
    }
  }
}
