package io.oriel.itest;

import io.oriel.client.gamestream.SoundOptions;
import io.oriel.client.gamestream.WavFile;
import io.oriel.testkit.Tones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A program that a desktop starts and that plays a tone in every channel.
public final class TonePlayer implements AutoCloseable {
  private static final int SECONDS = 20;
  private static final List<String> NAMES =
      List.of("FL", "FR", "FC", "LFE", "RL", "RR", "SL", "SR");

  private final Path file;
  private final ProcessHandle process;

  private TonePlayer(Path file, ProcessHandle process) {
    this.file = file;
    this.process = process;
  }

  /// Why there can be none; empty: there can.
  public static Optional<String> lack() {
    for (String program : List.of("pipewire", "wireplumber", "pipewire-pulse", "pw-cat")) {
      if (!Files.isExecutable(Path.of("/usr/bin/" + program))) {
        return Optional.of(
            program + " is not installed: apt install pipewire wireplumber pipewire-pulse");
      }
    }
    return Optional.empty();
  }

  /// Has the desktop's compositor start it, as a person there would, and returns once it runs.
  ///
  /// @param channels 2, 6 or 8
  public static TonePlayer start(Desktop desktop, int channels) throws Exception {
    return play(desktop, write(channels), channels);
  }

  /// The same with a file of other sound.
  ///
  /// @param file *takes ownership*; readable for everybody
  public static TonePlayer play(Desktop desktop, Path file, int channels) throws Exception {
    // the quotes keep sway from reading the commas; `exec` makes the shell in between the player
    // itself, which carries the file's name
    String play =
        "exec exec pw-cat --playback --channel-map '%s' %s"
            .formatted(String.join(",", NAMES.subList(0, channels)), file);
    Process asked =
        new ProcessBuilder("swaymsg", "-s", desktop.control(), play)
            .redirectErrorStream(true)
            .start();
    String answer = new String(asked.getInputStream().readAllBytes());
    if (!asked.waitFor(5, TimeUnit.SECONDS) || asked.exitValue() != 0) {
      throw new IOException("swaymsg: " + answer);
    }
    var found = new ProcessHandle[1];
    boolean runs =
        Await.until(
            java.time.Duration.ofSeconds(5),
            () -> {
              found[0] = playing(file).orElse(null);
              return found[0] != null;
            });
    if (!runs) {
      throw new IOException("pw-cat does not run");
    }
    return new TonePlayer(file, found[0]);
  }

  private static Path write(int channels) throws IOException {
    Path file = Files.createTempFile("oriel-tones", ".wav");
    int mask = new SoundOptions(channels, SoundOptions.Quality.USUAL, 0, false).channelMask();
    try (var wav = new WavFile(file, channels, mask)) {
      var block = new float[4_800 * channels];
      for (int n = 0; n < 10 * SECONDS; n++) {
        Tones.fill(block, channels, 4_800L * n);
        wav.write(block);
      }
    }
    file.toFile().setReadable(true, false);
    return file;
  }

  private static Optional<ProcessHandle> playing(Path file) {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().command().orElse("").endsWith("/pw-cat"))
        .filter(p -> p.info().commandLine().orElse("").contains(file.toString()))
        .findFirst();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    Files.delete(file);
  }
}
