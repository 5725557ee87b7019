package io.oriel.itest;

import io.oriel.testkit.Tones;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A program that a desktop starts and that plays what is fed to it: first a tone in every channel,
/// then beeps of which it is known when each was handed over.
///
/// The player buffers 20 ms, as programs of PulseAudio may; that is part of what is measured.
public final class BeepPlayer implements AutoCloseable {
  private static final List<String> NAMES =
      List.of(
          "front-left",
          "front-right",
          "front-center",
          "lfe",
          "rear-left",
          "rear-right",
          "side-left",
          "side-right");
  private static final int BLOCK_FRAMES = 240; // 5 ms
  private static final long BLOCK_NANOS = 5_000_000;
  private static final int PERIOD_BLOCKS = 60; // a beep every 300 ms
  private static final int BEEP_BLOCKS = 10;

  /// Nothing is written for so long before every few beeps, so that all buffers run dry: what a
  /// machine that stumbles makes them hold would delay all that follows.
  private static final int DRY_BLOCKS = 80;

  private static final int CYCLE_BLOCKS = DRY_BLOCKS + 4 * PERIOD_BLOCKS;

  private enum Phase {
    TONES,
    BEEPS,
    OVER
  }

  private final int channels;
  private final Path pipe;
  private final Thread thread;
  private final List<Long> beeps = new ArrayList<>();
  private volatile Phase phase = Phase.TONES;
  private volatile IOException failure;

  private BeepPlayer(int channels, Path pipe) {
    this.channels = channels;
    this.pipe = pipe;
    thread = Thread.ofPlatform().daemon().name("beeps").unstarted(this::run);
  }

  /// Why there can be none; empty: there can.
  public static Optional<String> lack() {
    return Files.isExecutable(Path.of("/usr/bin/pacat"))
        ? TonePlayer.lack()
        : Optional.of("pacat is not installed: apt install pulseaudio-utils");
  }

  /// Has the desktop's compositor start it; plays tones at once.
  ///
  /// @param channels 2, 6 or 8
  public static BeepPlayer start(Desktop desktop, int channels)
      throws IOException, InterruptedException {
    Path pipe = Files.createTempDirectory("oriel-beeps").resolve("sound");
    pipe.getParent().toFile().setExecutable(true, false);
    pipe.getParent().toFile().setReadable(true, false);
    answer(List.of("mkfifo", "-m", "666", pipe.toString()));
    // the quotes keep sway from reading the commas
    String play =
        "exec exec pacat --playback --raw --format=float32le --rate=48000 --channels=%d"
                .formatted(channels)
            + " --channel-map='%s' --latency-msec=20 --process-time-msec=5 %s"
                .formatted(String.join(",", NAMES.subList(0, channels)), pipe);
    var player = new BeepPlayer(channels, pipe);
    player.thread.start();
    answer(List.of("swaymsg", "-s", desktop.control(), play));
    return player;
  }

  private static void answer(List<String> command) throws IOException, InterruptedException {
    Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
    String answer = new String(asked.getInputStream().readAllBytes());
    if (!asked.waitFor(5, TimeUnit.SECONDS) || asked.exitValue() != 0) {
      throw new IOException(command.getFirst() + ": " + answer);
    }
  }

  /// Beeps instead, from now on.
  public void beep() {
    phase = Phase.BEEPS;
  }

  /// When the first samples of the beeps so far were handed over, `System.nanoTime()`.
  public List<Long> beeps() throws IOException {
    if (failure != null) {
      throw failure;
    }
    synchronized (beeps) {
      return List.copyOf(beeps);
    }
  }

  private void run() {
    try (var out = new FileOutputStream(pipe.toFile())) { // waits for the player to open it
      var samples = new float[BLOCK_FRAMES * channels];
      var bytes = ByteBuffer.allocate(4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
      long next = System.nanoTime();
      long block = 0;
      long beeping = 0;
      while (phase != Phase.OVER) {
        boolean tones = phase == Phase.TONES;
        long within = beeping % CYCLE_BLOCKS;
        beeping = tones ? 0 : beeping + 1;
        if (tones || within >= DRY_BLOCKS) {
          long at = (within - DRY_BLOCKS) % PERIOD_BLOCKS; // a beep comes at a period's end
          boolean loud = tones || at >= PERIOD_BLOCKS - BEEP_BLOCKS;
          boolean first = !tones && at == PERIOD_BLOCKS - BEEP_BLOCKS;
          fill(samples, loud, block);
          bytes.clear();
          bytes.asFloatBuffer().put(samples);
          if (first) {
            synchronized (beeps) {
              beeps.add(System.nanoTime());
            }
          }
          out.write(bytes.array());
        }
        block++;
        // what came too late is left out: caught up with, it would wait in buffers ever after
        next = Math.max(next + BLOCK_NANOS, System.nanoTime() - BLOCK_NANOS);
        LockSupport.parkNanos(next - System.nanoTime());
      }
    } catch (IOException e) {
      if (phase != Phase.OVER) {
        failure = e;
      }
    }
  }

  private void fill(float[] samples, boolean loud, long block) {
    if (loud) {
      Tones.fill(samples, channels, block * BLOCK_FRAMES);
    } else {
      java.util.Arrays.fill(samples, 0);
    }
  }

  @Override
  public void close() throws IOException {
    phase = Phase.OVER; // the player ends with its input
    try {
      thread.join(5_000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Files.delete(pipe);
    Files.delete(pipe.getParent());
  }
}
