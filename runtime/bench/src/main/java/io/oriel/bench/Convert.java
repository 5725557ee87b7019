package io.oriel.bench;

import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.Fourcc;
import io.oriel.media.convert.RgbToYuv;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;

/// Colour conversion of one picture on one thread, BGRX to I420 in BT.709.
final class Convert implements Benchmark {
  private static final String NAME = "convert";
  private static final String SCENE = "1080p";
  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;
  private static final double SECONDS = 6;
  private static final double GOAL = 2.0;
  private static final double AIM = 1.5;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "colour conversion of a picture, beside libyuv and swscale";
  }

  @Override
  public List<String> cases() {
    return List.of(SCENE);
  }

  @Override
  public void run(List<String> cases, Run run) throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      byte[] noise = new byte[4 * WIDTH * HEIGHT];
      new Random(1).nextBytes(noise);
      MemorySegment rgb = arena.allocate(noise.length, 64);
      MemorySegment.copy(noise, 0, rgb, ValueLayout.JAVA_BYTE, 0, noise.length);
      MemorySegment y = arena.allocate((long) WIDTH * HEIGHT, 64);
      MemorySegment u = arena.allocate((long) WIDTH * HEIGHT / 4, 64);
      MemorySegment v = arena.allocate((long) WIDTH * HEIGHT / 4, 64);
      RgbToYuv converter = RgbToYuv.of(Fourcc.XRGB8888, ColorSpec.BT709_LIMITED);
      var contest =
          new Contest()
              .java(
                  "Java",
                  () ->
                      converter.toPlanar(
                          rgb, 0, 4 * WIDTH, y, WIDTH, u, v, WIDTH / 2, WIDTH, 0, HEIGHT));
      if (run.peers().wanted()) {
        contest.peer("libyuv BT.601", run.peers().libyuv(WIDTH, HEIGHT));
        contest.peer("swscale", run.peers().swscale(WIDTH, HEIGHT));
      }
      var standings = contest.run(run.seconds(SECONDS));
      Contest.Standing java = standings.getFirst();
      Result result =
          Result.lower(NAME, SCENE, "p50_ms", "ms", java.micros() / 1e3, java.rounds())
              .goal(GOAL)
              .aim(AIM)
              .spread(java.spread())
              .note(converter.kernel());
      for (Contest.Standing peer : standings.subList(1, standings.size())) {
        result = result.peer(peer.peer(micros -> micros / 1e3));
      }
      run.add(result);
    }
  }
}
