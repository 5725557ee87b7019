package io.oriel.bench;

import io.oriel.media.convert.PictureScaler;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;

/// Scaling of one 32-bit picture on one thread, for displays that keep a size of their own.
final class Scale implements Benchmark {
  private static final String NAME = "scale";
  private static final String SMALLER = "1080p-720p";
  private static final String HALF = "2160p-1080p";
  private static final double SECONDS = 4;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "scaling of a picture whose display keeps a size of its own";
  }

  @Override
  public List<String> cases() {
    return List.of(SMALLER, HALF);
  }

  @Override
  public void run(List<String> cases, Run run) throws Exception {
    if (cases.contains(SMALLER)) {
      measure(run, SMALLER, 1920, 1080, 1280, 720);
    }
    if (cases.contains(HALF)) {
      measure(run, HALF, 3840, 2160, 1920, 1080);
    }
  }

  private static void measure(
      Run run, String scene, int fromWidth, int fromHeight, int toWidth, int toHeight)
      throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      byte[] noise = new byte[4 * fromWidth * fromHeight];
      new Random(1).nextBytes(noise);
      MemorySegment from = arena.allocate(noise.length, 64);
      MemorySegment.copy(noise, 0, from, ValueLayout.JAVA_BYTE, 0, noise.length);
      MemorySegment to = arena.allocate(4L * toWidth * toHeight, 64);
      var scaler = new PictureScaler(fromWidth, fromHeight, toWidth, toHeight);
      var contest =
          new Contest()
              .java("Java", () -> scaler.scale(from, 0, 4 * fromWidth, to, 0, 4 * toWidth));
      Contest.Standing java = contest.run(run.seconds(SECONDS)).getFirst();
      run.add(
          Result.lower(NAME, scene, "p50_ms", "ms", java.micros() / 1e3, java.rounds())
              .spread(java.spread()));
    }
  }
}
