package io.oriel.encoder.ffmpeg.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The highest speeds that were ever measured on this machine. What is measured while others keep
/// the processor busy says little of the machine, and a host starts at such moments too. One
/// thread.
final class Speeds {
  private static final Logger LOG = LoggerFactory.getLogger(Speeds.class);
  private static final String MACHINE = "machine";

  private final Path file;
  private final Properties known = new Properties();

  /// @param file where they are kept; `null`: nowhere
  /// @param machine what they depend on: kept speeds of another one are forgotten
  Speeds(Path file, String machine) {
    this.file = file;
    if (file != null && Files.isRegularFile(file)) {
      try (var in = Files.newBufferedReader(file)) {
        known.load(in);
      } catch (IOException | IllegalArgumentException e) {
        LOG.warn("measured speeds are not read from {}: {}", file, e.toString());
      }
    }
    if (!machine.equals(known.getProperty(MACHINE))) {
      known.clear();
      known.setProperty(MACHINE, machine);
    }
  }

  /// The higher one of what was measured now and before.
  double best(String profile, double pixelsPerSecond) {
    double before = 0;
    try {
      before = Double.parseDouble(known.getProperty(profile, "0"));
    } catch (NumberFormatException _) {
      LOG.warn("the measured speed of {} is not a number", profile);
    }
    double best = Math.max(before, pixelsPerSecond);
    known.setProperty(profile, Long.toString(Math.round(best)));
    return best;
  }

  /// Writes them down.
  void keep() {
    if (file == null) {
      return;
    }
    try (var out = Files.newBufferedWriter(file)) {
      known.store(out, "encoders' speeds in pixels a second; may be deleted");
    } catch (IOException e) {
      LOG.warn("measured speeds are not kept in {}: {}", file, e.toString());
    }
  }
}
