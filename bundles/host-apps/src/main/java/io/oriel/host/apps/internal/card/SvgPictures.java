package io.oriel.host.apps.internal.card;

import io.oriel.lib.programs.Programs;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Draws SVG pictures with `rsvg-convert` of librsvg, where that is installed.
final class SvgPictures {
  private static final long PATIENCE_SECONDS = 5;
  private static final String WIDTH_PX = "512";

  /// Reads what was drawn.
  interface Decoder {
    BufferedImage decode(File png) throws IOException;
  }

  BufferedImage read(Path file, Decoder decoder) throws IOException {
    Path program =
        Programs.ofHost()
            .find("rsvg-convert")
            .orElseThrow(() -> new IOException("it is SVG and rsvg-convert is not installed"));
    Path drawn = Files.createTempFile("oriel-icon", ".png");
    try {
      var command =
          new ProcessBuilder(
              program.toString(),
              "--keep-aspect-ratio",
              "--width=" + WIDTH_PX,
              "--height=" + WIDTH_PX,
              "--output=" + drawn,
              file.toAbsolutePath().toString());
      command.redirectInput(Path.of("/dev/null").toFile());
      command.redirectOutput(Redirect.DISCARD);
      command.redirectError(Redirect.DISCARD);
      Process process = command.start();
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
          throw new IOException("rsvg-convert cannot draw it");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        process.destroyForcibly();
      }
      return decoder.decode(drawn.toFile());
    } finally {
      Files.deleteIfExists(drawn);
    }
  }
}
