package io.oriel.client.gamestream.cli;

import io.oriel.client.gamestream.Sound;
import io.oriel.client.gamestream.SoundOptions;
import io.oriel.client.gamestream.WavFile;
import io.oriel.testkit.ToneMeter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// What `stream` asks for of sound, and what it does with it.
final class SoundArguments implements AutoCloseable {
  @Option(
      names = "--audio",
      defaultValue = "stereo",
      description = "stereo, 5.1 or 7.1 (default: ${DEFAULT-VALUE}).")
  private String layout;

  @Option(
      names = "--audio-quality",
      defaultValue = "USUAL",
      description =
          "${COMPLETION-CANDIDATES}; USUAL is high from 15000 kbit/s on"
              + " (default: ${DEFAULT-VALUE}).")
  private SoundOptions.Quality quality;

  @Option(
      names = "--audio-packet",
      defaultValue = "0",
      description = "Milliseconds of a packet, 5 or 10; 0: as a stock client.")
  private int millis;

  @Option(
      names = "--encrypt-audio",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Ask for encrypted sound (default).")
  boolean encrypted;

  @Option(names = "--play-on-host", description = "Let the host's speakers play it too.")
  private boolean alsoOnHost;

  @Option(names = "--wav", description = "File for the decoded sound.")
  private Path wav;

  @Option(
      names = "--tones",
      description = "Say which of the test kit's tones was heard in which channel.")
  private boolean tones;

  private WavFile file;
  private ToneMeter meter;

  SoundOptions options() {
    int channels =
        switch (layout) {
          case "stereo" -> 2;
          case "5.1" -> 6;
          case "7.1" -> 8;
          default ->
              throw new IllegalArgumentException("sound is stereo, 5.1 or 7.1, not " + layout);
        };
    return new SoundOptions(channels, quality, millis, alsoOnHost);
  }

  /// Creates the file, before anything is connected.
  void open() throws IOException {
    SoundOptions wanted = options();
    if (wav != null) {
      file = new WavFile(wav, wanted.channels(), wanted.channelMask());
    }
    if (tones) {
      meter = new ToneMeter(wanted.channels());
    }
  }

  /// Audio receive thread.
  void heard(Sound sound) {
    if (meter != null) {
      meter.add(sound.samples(), sound.frames());
    }
    if (file != null) {
      try {
        file.write(sound.samples());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Says what was heard, if that is wished.
  void report(PrintWriter out) {
    if (meter != null) {
      out.println(
          Arrays.stream(meter.tones())
              .mapToObj(tone -> tone < 0 ? "-" : Integer.toString(tone))
              .collect(Collectors.joining(" ", "tones ", "")));
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
