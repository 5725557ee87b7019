package io.oriel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pattern through the system's `ffmpeg`, at a bitrate where everything is blurred.
class PatternLossyTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int FRAMES = 30;

  @Test
  void it_survives_h264_at_200_kilobits_a_second(@TempDir Path folder) throws Exception {
    survives(new Pattern(WIDTH, HEIGHT), "200k", folder);
  }

  @Test
  void a_busy_one_survives_h264_at_a_megabit_a_second(@TempDir Path folder) throws Exception {
    survives(Pattern.busy(WIDTH, HEIGHT), "1M", folder);
  }

  private static void survives(Pattern pattern, String rate, Path folder) throws Exception {
    Assumptions.assumeTrue(encodes(), "no ffmpeg with libx264 here");
    byte[] pictures = new byte[FRAMES * WIDTH * HEIGHT * 4];
    for (int i = 0; i < FRAMES; i++) {
      var picture = MemorySegment.ofArray(pictures).asSlice(pictures.length / FRAMES * (long) i);
      pattern.draw(picture, WIDTH * 4, i, 1_000_000L * i);
    }
    Path raw = Files.write(folder.resolve("in.raw"), pictures);
    Path out = folder.resolve("out.raw");
    Path stream = folder.resolve("s.h264");

    run(
        "-f rawvideo -pix_fmt bgr0 -video_size 640x360 -framerate 60",
        raw,
        "-c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -b:v " + rate,
        stream);
    run("-f h264", stream, "-f rawvideo -pix_fmt yuv420p", out);

    byte[] decoded = Files.readAllBytes(out);
    int size = WIDTH * HEIGHT * 3 / 2;
    assertThat(decoded).hasSize(FRAMES * size);
    for (int i = 0; i < FRAMES; i++) {
      byte[] luma = Arrays.copyOfRange(decoded, i * size, i * size + WIDTH * HEIGHT);
      assertThat(pattern.readLuma(MemorySegment.ofArray(luma), WIDTH))
          .hasValue(new Pattern.Reading(i, 1_000_000L * i, 3, false));
    }
  }

  private static void run(String before, Path in, String after, Path out) throws Exception {
    var words = new ArrayList<String>(List.of("ffmpeg", "-v", "error", "-y"));
    words.addAll(List.of(before.split(" ")));
    words.addAll(List.of("-i", in.toString()));
    words.addAll(List.of(after.split(" ")));
    words.add(out.toString());
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }

  private static boolean encodes() throws InterruptedException {
    try {
      var process =
          new ProcessBuilder("ffmpeg", "-v", "error", "-encoders")
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes()).contains("libx264")
          && process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
