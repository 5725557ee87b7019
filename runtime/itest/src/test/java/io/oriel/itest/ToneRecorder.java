package io.oriel.itest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A program of a desktop that records from its microphone.
final class ToneRecorder implements AutoCloseable {
  private static final int RATE_HZ = 48_000;
  private static final int LISTEN = RATE_HZ / 2;
  private static final float QUIET = 0.01f;

  private final Path file;

  private ToneRecorder(Path file) {
    this.file = file;
  }

  /// Has the desktop's compositor start it, as a person there would.
  ///
  /// @param file that everybody may write
  static ToneRecorder start(Desktop desktop, Path file) throws Exception {
    String record =
        "exec exec parecord --raw --format=float32le --rate=48000 --channels=1 --latency-msec=20 "
            + file;
    Process asked =
        new ProcessBuilder("swaymsg", "-s", desktop.control(), record)
            .redirectErrorStream(true)
            .start();
    String answer = new String(asked.getInputStream().readAllBytes());
    if (!asked.waitFor(20, TimeUnit.SECONDS) || asked.exitValue() != 0) {
      throw new IOException("swaymsg: " + answer);
    }
    return new ToneRecorder(file);
  }

  /// Pitch of the last half second by its middle wave; 0: nothing to hear.
  double hertz() throws IOException {
    byte[] all = Files.readAllBytes(file);
    int from = Math.max(0, all.length / 4 - LISTEN) * 4;
    var sound =
        ByteBuffer.wrap(all, from, all.length - from)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    var lengths = new int[LISTEN];
    int waves = 0;
    int since = -1;
    boolean low = false;
    for (int i = 0; i < sound.remaining(); i++) {
      float value = sound.get(i);
      low |= value < -QUIET;
      if (low && value > QUIET) {
        if (since >= 0) {
          lengths[waves++] = i - since;
        }
        since = i;
        low = false;
      }
    }
    if (waves < 20) {
      return 0;
    }
    long sum = 0;
    for (int i = 0; i < waves; i++) {
      sum += lengths[i];
    }
    return (double) RATE_HZ * waves / sum;
  }

  private Optional<ProcessHandle> process() {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().orElse("").endsWith(file.toString()))
        .filter(p -> p.info().command().orElse("").contains("pa"))
        .findFirst();
  }

  @Override
  public void close() {
    process()
        .ifPresent(
            p -> {
              p.destroyForcibly();
              p.onExit().join();
            });
  }
}
