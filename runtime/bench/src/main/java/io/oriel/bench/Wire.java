package io.oriel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A whole stream over loopback, both ends, with 20 % parity and 1 % of the datagrams lost.
final class Wire implements Benchmark {
  private static final String NAME = "wire";
  private static final int FEC_PERCENT = 20;
  private static final double SECONDS = 120;
  private static final double LONG_SECONDS = 600;
  private static final double WARM_UP_SECONDS = 4;
  private static final double PEAK_AIM = 4;

  /// @param gigabitsPerSecond of frames, without parity and headers
  private record Scene(String name, double gigabitsPerSecond, int fps, boolean peak) {
    WireLayout make(WireLayout.FrameSink sink) throws Exception {
      return new GameStreamWire(FEC_PERCENT, sink);
    }
  }

  private static final List<Scene> SCENES =
      List.of(new Scene("gamestream-500mbit", 0.5, 120, false));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "a stream over loopback, both ends, with 1 % loss";
  }

  @Override
  public List<String> cases() {
    return SCENES.stream().map(Scene::name).toList();
  }

  @Override
  public void run(List<String> cases, Run run) throws Exception {
    for (Scene scene : SCENES) {
      if (cases.contains(scene.name)) {
        measure(scene, run);
      }
    }
  }

  private static void measure(Scene scene, Run run) throws Exception {
    if (!run.brief()) {
      for (double share : new double[] {0.25, 1}) {
        double rate = share * scene.gigabitsPerSecond;
        WirePath.run(WirePath.Plan.of(rate, scene.fps, WARM_UP_SECONDS), scene::make);
      }
    }
    double seconds = run.seconds(SECONDS, LONG_SECONDS);
    run.progress(String.format(Locale.ROOT, "wire %s: %.0f s", scene.name, seconds));
    var plan = WirePath.Plan.of(scene.gigabitsPerSecond, scene.fps, seconds);
    run.addAll(results(scene, WirePath.run(plan, scene::make)));
    if (scene.peak && !run.brief()) {
      double peak = new PeakSearch(scene.fps, scene::make, run).find(scene.gigabitsPerSecond);
      run.add(
          Result.higher(NAME, scene.name, "peak_gbit_s", "Gbit/s", peak, 1)
              .aim(PEAK_AIM)
              .note("highest rate at which every frame came and none was late"));
    }
  }

  private static List<Result> results(Scene scene, WirePath.Outcome o) {
    int n = o.plan().frames();
    var results = new ArrayList<Result>();
    results.add(
        Result.higher(
                NAME, scene.name, "goodput_gbit_s", "Gbit/s", rounded(o.gigabitsPerSecond()), n)
            .goal(scene.gigabitsPerSecond));
    results.add(lower(scene, "unrecovered_frames", o.unrecovered(), n).goal(0));
    results.add(
        lower(scene, "silent_drops", o.silentDrops(), o.sent())
            .goal(0)
            .note(
                o.sent()
                    + " sent, "
                    + o.lostOnPurpose()
                    + " lost on purpose, "
                    + o.overflows()
                    + " overflowed the receiver's buffer, "
                    + o.refused()
                    + " refused"));
    results.add(lower(scene, "sender_cores", o.senderCores(), n).goal(1));
    results.add(lower(scene, "receiver_cores", o.receiverCores(), n));
    return results;
  }

  private static Result lower(Scene scene, String metric, double value, long n) {
    return Result.lower(NAME, scene.name, metric, "", value, n);
  }

  /// A frame is rounded up to whole bytes and the clock has its grain: neither is a miss.
  private static double rounded(double gigabits) {
    return Math.round(gigabits * 1e4) / 1e4;
  }
}
