package io.oriel.itest;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The test pattern as a program of its own, as `./oriel pattern` starts it.
public final class PatternProcess implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Process process;
  private final BufferedReader output;

  private PatternProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /// Starts it and returns when its first picture is on its way.
  ///
  /// @param socket absolute path of the compositor's socket
  /// @param options more of the program's options
  public static PatternProcess start(String socket, String... options) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx96m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.oriel.pattern.Main", "--socket", socket));
    command.addAll(List.of(options));
    var started = new PatternProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    String line = started.output.readLine();
    if (line == null || !line.startsWith("pattern ")) {
      started.close();
      throw new IOException("the pattern does not start: " + line);
    }
    return started;
  }

  /// Whether it has ended by itself.
  public boolean gone() {
    return !process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
