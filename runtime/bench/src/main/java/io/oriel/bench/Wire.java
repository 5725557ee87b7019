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
  private static final int PEAK_LANES = 2; // repair alone takes more than a core there

  private enum Layout {
    NATIVE,
    GAMESTREAM
  }

  /// @param gigabitsPerSecond of frames, without parity and headers
  /// @param peak whether to look for the highest rate as well
  private record Scene(
      String name, double gigabitsPerSecond, int fps, Layout layout, boolean peak) {
    WirePath.Outcome stream(double gigabits, double seconds, int lanes) throws Exception {
      return WirePath.run(
          WirePath.Plan.of(gigabits, fps, seconds, lanes > 1),
          sink ->
              layout == Layout.NATIVE
                  ? new NativeWire(FEC_PERCENT, fps, (long) (gigabits * 1e9), lanes, sink)
                  : new GameStreamWire(FEC_PERCENT, sink));
    }
  }

  private static final List<Scene> SCENES =
      List.of(
          new Scene("2gbit", 2, 240, Layout.NATIVE, true),
          new Scene("5120x1440@240", 1.4, 240, Layout.NATIVE, false),
          new Scene("gamestream-500mbit", 0.5, 120, Layout.GAMESTREAM, false));

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
        scene.stream(share * scene.gigabitsPerSecond, WARM_UP_SECONDS, 1);
      }
    }
    double seconds = run.seconds(SECONDS, LONG_SECONDS);
    run.progress(String.format(Locale.ROOT, "wire %s: %.0f s", scene.name, seconds));
    run.addAll(results(scene, scene.stream(scene.gigabitsPerSecond, seconds, 1)));
    if (scene.peak && !run.brief()) {
      PeakSearch.Peak peak =
          new PeakSearch((rate, s) -> scene.stream(rate, s, PEAK_LANES), run)
              .find(scene.gigabitsPerSecond);
      run.add(
          Result.higher(NAME, scene.name, "peak_gbit_s", "Gbit/s", peak.gigabitsPerSecond(), 1)
              .aim(PEAK_AIM)
              .note(
                  String.format(
                      Locale.ROOT, "every frame came in time for %.0f s", peak.seconds())));
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
    results.add(lower(scene, "silent_drops", o.silentDrops(), o.sent()).goal(0).note(account(o)));
    results.add(lower(scene, "sender_cores", o.senderCores(), n).goal(1));
    results.add(lower(scene, "receiver_cores", o.receiverCores(), n));
    return results;
  }

  /// Where the datagrams went.
  private static String account(WirePath.Outcome o) {
    String remedy = o.overflows() == 0 ? "" : " (allow more: sysctl net.core.rmem_max)";
    return String.format(
        Locale.ROOT,
        "%d sent, %d lost on purpose, %d refused, %d overflowed the receiver's buffer of %d kB%s",
        o.sent(),
        o.lostOnPurpose(),
        o.refused(),
        o.overflows(),
        o.bufferBytes() / 1024,
        remedy);
  }

  private static Result lower(Scene scene, String metric, double value, long n) {
    return Result.lower(NAME, scene.name, metric, "", value, n);
  }

  /// Megabits, since the last frame may leave some milliseconds late.
  private static double rounded(double gigabits) {
    return Math.round(gigabits * 1e3) / 1e3;
  }
}
