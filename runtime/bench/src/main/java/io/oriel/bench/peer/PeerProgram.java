package io.oriel.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A program that is built from sources among this module's resources when it is first asked, and
/// started then. One thread.
final class PeerProgram implements AutoCloseable {
  private final Path folder;
  private final List<String> sources;
  private final List<String> command;
  private final String program;
  private final String remedy;
  private PeerProcess process;
  private AbsentException absent;

  /// @param folder where it is built; created if need be
  /// @param sources resources beside this class, copied into the folder under their paths
  /// @param command builds it, run in the folder; a failure means that the peer is absent
  /// @param program what the command makes, below the folder
  /// @param remedy said when the command cannot be run or fails
  PeerProgram(
      Path folder, List<String> sources, List<String> command, String program, String remedy) {
    this.folder = folder;
    this.sources = sources;
    this.command = command;
    this.program = program;
    this.remedy = remedy;
  }

  String ask(String order) throws AbsentException, IOException {
    if (absent != null) {
      throw absent;
    }
    if (process == null) {
      try {
        process = new PeerProcess(build());
      } catch (AbsentException e) {
        absent = e;
        throw e;
      }
    }
    return process.ask(order);
  }

  private Path build() throws AbsentException, IOException {
    boolean changed = false;
    for (String source : sources) {
      changed |= copy(source);
    }
    Path made = folder.resolve(program);
    if (!changed && Files.isExecutable(made)) {
      return made;
    }
    Files.deleteIfExists(made);
    Path log = folder.resolve("build.log");
    Process build;
    try {
      build =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException _) {
      throw new AbsentException("no " + command.getFirst() + "; " + remedy);
    }
    try {
      build.getOutputStream().close();
      if (build.waitFor() != 0 || !Files.isExecutable(made)) {
        throw new AbsentException(
            command.getFirst() + " failed (" + reason(log) + "); " + remedy + "; all in " + log);
      }
    } catch (InterruptedException e) {
      build.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while building " + made, e);
    }
    return made;
  }

  private static String reason(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.stream()
        .filter(l -> l.contains("error"))
        .findFirst()
        .or(() -> lines.reversed().stream().filter(l -> !l.isBlank()).findFirst())
        .orElse("no reason given")
        .strip();
  }

  private boolean copy(String source) throws IOException {
    byte[] wanted;
    try (InputStream in = PeerProgram.class.getResourceAsStream(source)) {
      if (in == null) {
        throw new IOException("no resource " + source);
      }
      wanted = in.readAllBytes();
    }
    Path target = folder.resolve(source);
    if (Files.isRegularFile(target) && Arrays.equals(Files.readAllBytes(target), wanted)) {
      return false;
    }
    Files.createDirectories(target.getParent());
    Files.writeString(target, new String(wanted, StandardCharsets.UTF_8));
    return true;
  }

  @Override
  public void close() throws IOException {
    if (process != null) {
      process.close();
    }
  }
}
