package io.oriel.bench;

import io.oriel.media.wire.CauchyFec;
import java.util.List;
import java.util.Locale;

/// How long a frame takes from its submission to its last datagram in the kernel, and how much of
/// the worst of that is the machine's or the JVM's.
final class FrameLatency implements Benchmark {
  private static final String NAME = "frame-latency";
  private static final String SCENE = "1080p120";
  private static final int FPS = 120;
  private static final int FRAME_BYTES = 40_000_000 / 8 / FPS;
  private static final int KEY_BYTES = 150_000;
  private static final int KEY_SECONDS = 10;
  private static final double SECONDS = 60;
  private static final int WARM_UP_FRAMES = 4000;
  private static final long WARM_UP_INTERVAL_NANOS = 1_000_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "from a frame's submission to its last datagram in the kernel";
  }

  @Override
  public List<String> cases() {
    return List.of(SCENE);
  }

  @Override
  public void run(List<String> cases, Run run) throws Exception {
    CauchyFec.prepare();
    int count = Math.max(1, (int) (run.seconds(SECONDS, 600) * FPS));
    long interval = 1_000_000_000L / FPS;
    try (var path = new FramePath(FRAME_BYTES, KEY_BYTES)) {
      if (!run.brief()) {
        path.run(WARM_UP_FRAMES, WARM_UP_INTERVAL_NANOS, 20);
      }
      try (var _ = new Litter();
          var pauses = new Pauses();
          var idle = new IdleTimer(interval, count + FPS)) {
        FramePath.Stretch frames = path.run(count, interval, KEY_SECONDS * FPS);
        tell(run, frames, idle.stop(), pauses.stop());
      }
    }
  }

  private static void tell(
      Run run, FramePath.Stretch frames, Samples idle, List<Pauses.Pause> pauses) {
    Samples all = frames.all();
    int n = all.count();
    run.add(millis("p50_ms", all.millis(0.5), n).goal(0.3));
    run.add(millis("p99_ms", all.millis(0.99), n).goal(1));
    double worst = all.millis(0.999);
    double idleWorst = idle.millis(0.999);
    run.add(
        millis("p999_over_idle_ms", worst - idleWorst, n)
            .goal(1)
            .note(String.format(Locale.ROOT, "p99.9 %.3f, idle %.3f", worst, idleWorst)));
    run.add(millis("max_ms", all.millis(1), n));
    run.add(
        millis("key_frame_p50_ms", frames.keys().millis(0.5), frames.keys().count())
            .note("what exceeds a burst is spread on purpose"));
    var stops = new Samples(pauses.size());
    pauses.forEach(p -> stops.add(p.totalNanos()));
    double pause = pauses.isEmpty() ? 0 : stops.millis(0.999);
    run.add(millis("pause_p999_ms", pause, pauses.size()).goal(0.5).note(Pauses.longest(pauses)));
    run.add(
        Result.lower(
            NAME, SCENE, "alloc_bytes_per_frame", "B", (double) frames.allocatedBytes() / n, n));
    run.add(Result.lower(NAME, SCENE, "dropped_datagrams", "", frames.dropped(), n));
  }

  private static Result millis(String metric, double value, long n) {
    return Result.lower(NAME, SCENE, metric, "ms", value, n);
  }
}
