package io.oriel.clipboard.wayland.internal;

import io.oriel.tck.Wait;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Programs of a desktop that copy and paste: those of wl-clipboard.
final class Programs implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final String socket;
  private final Path folder;
  private final List<Process> started = new ArrayList<>();
  private Process copying;
  private int files;

  /// @param folder for what is copied and pasted
  Programs(String socket, Path folder) {
    this.socket = socket;
    this.folder = folder;
  }

  static boolean installed() {
    return Files.isExecutable(Path.of("/usr/bin/wl-copy"));
  }

  /// Copies, in place of what was copied before; it is on the clipboard when this returns: two
  /// programs that begin one after the other may well copy in another order.
  void copy(String mimeType, byte[] bytes) throws Exception {
    Process before = copying;
    copyNew(mimeType, bytes);
    Wait.until(
        "what was copied", () -> paste(mimeType).filter(b -> Arrays.equals(b, bytes)).isPresent());
    if (before != null) {
      before.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /// Copies; what was copied before may still be there.
  void copyNew(String mimeType, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("copy-" + files++), bytes);
    copying = start(file.toFile(), null, "wl-copy", "--foreground", "--type", mimeType);
  }

  /// Marks text, as with the mouse.
  void copyPrimary(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("copy-" + files++), text);
    start(file.toFile(), null, "wl-copy", "--foreground", "--primary");
  }

  /// The program that copied last does nothing any more, but is still there.
  void freeze() throws Exception {
    new ProcessBuilder("kill", "-STOP", Long.toString(copying.pid())).start().waitFor();
  }

  /// Pastes.
  ///
  /// @return empty: there is nothing of this type
  Optional<byte[]> paste(String mimeType) throws Exception {
    Path file = folder.resolve("paste-" + files++);
    Process paste =
        start(new File("/dev/null"), file.toFile(), "wl-paste", "--no-newline", "--type", mimeType);
    if (!paste.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || paste.exitValue() != 0) {
      return Optional.empty();
    }
    return Optional.of(Files.readAllBytes(file));
  }

  /// Pastes into a pipe that nobody reads.
  void pasteNever(String mimeType) {
    try {
      var builder = builder("wl-paste", "--no-newline", "--type", mimeType);
      started.add(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    started.reversed().forEach(Process::destroyForcibly);
    started.forEach(p -> p.onExit().join());
  }

  private Process start(File from, File to, String... command) throws IOException {
    var builder =
        builder(command).redirectInput(from).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.redirectOutput(to == null ? new File("/dev/null") : to);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private ProcessBuilder builder(String... command) {
    var builder = new ProcessBuilder(command);
    builder.environment().remove("DISPLAY");
    builder.environment().put("WAYLAND_DISPLAY", socket);
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    return builder;
  }
}
