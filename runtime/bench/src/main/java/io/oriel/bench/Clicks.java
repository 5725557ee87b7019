package io.oriel.bench;

import io.oriel.client.gamestream.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.DoubleConsumer;

/// Short clicks at irregular times, and finding them again. One thread.
final class Clicks {
  private static final int RATE_HZ = 48_000;
  private static final int LEAST_FRAMES = RATE_HZ / 4;
  private static final int CLICK_FRAMES = 96; // 2 ms
  private static final double HERTZ = 2_000;
  private static final double LOUD = 0.15;
  private static final int LISTEN_FRAMES = 480;
  private static final int DEAF_FRAMES = RATE_HZ / 10;

  private final DoubleConsumer found;
  private int listening; // frames left
  private int deaf; // frames left
  private double energy;
  private double moment;

  /// @param found gets the time of each click's centre of energy
  Clicks(DoubleConsumer found) {
    this.found = found;
  }

  /// Writes a stereo file of them.
  static Path write(int seconds) throws IOException {
    Path file = Files.createTempFile("oriel-clicks", ".wav");
    var random = new Random(11);
    try (var wav = new WavFile(file, 2, 0x3)) {
      for (long frames = 0; frames < (long) seconds * RATE_HZ; ) {
        var piece = new float[2 * (LEAST_FRAMES + random.nextInt(LEAST_FRAMES / 4))];
        for (int i = 0; i < CLICK_FRAMES; i++) {
          double window = Math.sin(Math.PI * (i + 0.5) / CLICK_FRAMES);
          double tone = Math.sin(2 * Math.PI * HERTZ * i / RATE_HZ);
          piece[2 * i] = (float) (0.8 * window * window * tone);
          piece[2 * i + 1] = piece[2 * i];
        }
        wav.write(piece);
        frames += piece.length / 2;
      }
    }
    file.toFile().setReadable(true, false);
    return file;
  }

  /// Listens to one channel.
  ///
  /// @param samples interleaved
  /// @param nanos time of the first one
  void listen(float[] samples, int channels, double nanos) {
    for (int i = 0; i < samples.length / channels; i++) {
      hear(samples[i * channels], nanos + i * 1e9 / RATE_HZ);
    }
  }

  private void hear(double sample, double nanos) {
    if (deaf > 0) {
      deaf--;
      return;
    }
    if (listening == 0) {
      if (Math.abs(sample) < LOUD) {
        return;
      }
      listening = LISTEN_FRAMES;
      energy = 0;
      moment = 0;
    }
    energy += sample * sample;
    moment += sample * sample * nanos;
    listening--;
    if (listening == 0) {
      deaf = DEAF_FRAMES;
      found.accept(moment / energy);
    }
  }
}
