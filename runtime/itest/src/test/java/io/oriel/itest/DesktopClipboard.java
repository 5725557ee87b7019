package io.oriel.itest;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Programs of a desktop that copy and paste: those of wl-clipboard.
final class DesktopClipboard implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final Desktop desktop;
  private final Path folder;
  private final List<Process> copying = new ArrayList<>();

  /// @param folder for what is copied and pasted
  DesktopClipboard(Desktop desktop, Path folder) {
    this.desktop = desktop;
    this.folder = folder;
  }

  /// Copies, in place of what was copied before.
  void copy(String type, byte[] bytes) throws Exception {
    Path file = Files.write(Files.createTempFile(folder, "copy", ""), bytes);
    ProcessBuilder builder = program("wl-copy", "--foreground", "--type", type);
    builder.redirectInput(file.toFile()).redirectOutput(new File("/dev/null"));
    copying.add(builder.start());
  }

  /// Pastes.
  ///
  /// @return empty: there is nothing of this type
  Optional<byte[]> paste(String type) throws Exception {
    Path file = Files.createTempFile(folder, "paste", "");
    ProcessBuilder builder = program("wl-paste", "--no-newline", "--type", type);
    builder.redirectInput(new File("/dev/null")).redirectOutput(file.toFile());
    Process paste = builder.start();
    if (!paste.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      paste.destroyForcibly();
      return Optional.empty();
    }
    return paste.exitValue() == 0 ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  private ProcessBuilder program(String... command) {
    var builder = new ProcessBuilder(command);
    builder.environment().remove("DISPLAY");
    builder.environment().put("WAYLAND_DISPLAY", desktop.socket());
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  @Override
  public void close() {
    copying.forEach(Process::destroyForcibly);
    copying.forEach(p -> p.onExit().join());
  }
}
