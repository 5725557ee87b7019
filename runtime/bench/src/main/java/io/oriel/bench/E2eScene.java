package io.oriel.bench;

import io.oriel.client.gamestream.probe.ProbeReport;
import io.oriel.client.gamestream.probe.Spread;
import io.oriel.itest.PatternProcess;
import io.oriel.itest.ProbeProcess;
import io.oriel.itest.RunningHost;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Pictures from a program that draws them to a client that has decoded them, each in a process of
/// its own, with the host between them.
///
/// @param name of the case
/// @param p50Goal ms; NaN: none
/// @param p99Goal ms; NaN: none
/// @param peerP50 the same by the leading native host, ms; NaN: not known
/// @param pattern how the program draws
record E2eScene(
    String name,
    int widthPx,
    int heightPx,
    double p50Goal,
    double p99Goal,
    double peerP50,
    double peerP99,
    List<String> pattern) {
  private static final int FPS = 60;
  private static final List<String> OWN_CLOCK = List.of("--fps", "" + FPS);
  private static final List<String> VSYNC = List.of();
  private static final List<String> BUSY = List.of("--fps", "" + FPS, "--content", "busy");

  private static final E2eScene HD =
      new E2eScene("720p60", 1280, 720, 20, 26, 22.6, 26.2, OWN_CLOCK);
  private static final E2eScene FULL_HD =
      new E2eScene("1080p60", 1920, 1080, 28, 38, 37.5, 53.7, OWN_CLOCK);

  /// The goals' own cases, then the same with a program that waits for the compositor, and with
  /// pictures as expensive as a game's.
  static final List<E2eScene> ALL =
      List.of(HD, FULL_HD, more("1080p60-vsync", VSYNC), more("1080p60-busy", BUSY));

  private static final String PEER = "leading native host, x264, from X11 to a stock client";

  private static E2eScene more(String name, List<String> pattern) {
    double none = Double.NaN;
    return new E2eScene(name, FULL_HD.widthPx, FULL_HD.heightPx, none, none, none, none, pattern);
  }

  /// @param warmUp seconds of pictures that do not count, in which both JVMs compile
  List<Result> measure(RunningHost host, int warmUp, int seconds) throws Exception {
    String mode = widthPx + "x" + heightPx + "x" + FPS;
    double all = warmUp + seconds + 2.0;
    try (var client = ProbeProcess.start(host, mode, all, "--warm-up", "" + warmUp)) {
      String socket = host.desktops(1).getFirst().socket();
      try (var _ = PatternProcess.start(socket, pattern.toArray(String[]::new))) {
        pass(warmUp);
        host.shell().run("oriel:remeasure");
        pass(seconds);
        HostFigures inside = HostFigures.read(host.shell());
        ProbeReport report = client.await();
        host.desktops(0);
        return results(report, inside);
      }
    }
  }

  private List<Result> results(ProbeReport report, HostFigures inside) {
    Spread whole = report.stage("draw-decoded");
    var results = new ArrayList<Result>();
    results.add(beside(lower("p50_ms", whole.p50Ms(), whole).goal(p50Goal), peerP50));
    results.add(beside(lower("p99_ms", whole.p99Ms(), whole).goal(p99Goal), peerP99));
    results.add(lower("p999_ms", whole.p999Ms(), whole));
    results.add(lower("max_ms", whole.maxMs(), whole));
    results.add(lower("cadence_p99_ms", report.cadence().p99Ms(), report.cadence()));
    results.add(count("stalls", report.stalls().count(), report.distinct()));
    results.add(count("unreadable", report.unreadable(), report.pictures()));
    results.add(count("missing", report.missing(), report.distinct()));
    for (String stage : List.of("capture", "host", "receive", "decode")) {
      Spread s = report.stage(stage);
      results.add(lower(stage + "_p50_ms", s.p50Ms(), s));
      results.add(lower(stage + "_p99_ms", s.p99Ms(), s));
    }
    for (String stage : List.of("capture.age", "handover", "convert", "encode", "host.added")) {
      String metric = "host_" + stage.replace('.', '_');
      results.add(inside(metric + "_p50_ms", inside, stage, "p50"));
      results.add(inside(metric + "_p99_ms", inside, stage, "p99"));
    }
    return results;
  }

  private static Result beside(Result ours, double peer) {
    return Double.isNaN(peer) ? ours : ours.peer(PEER, peer);
  }

  private Result lower(String metric, double value, Spread from) {
    double known = from.count() == 0 ? Double.NaN : value;
    return Result.lower(E2e.NAME, name, metric, "ms", known, from.count());
  }

  private Result count(String metric, long value, long of) {
    return Result.lower(E2e.NAME, name, metric, "1", value, of);
  }

  private Result inside(String metric, HostFigures from, String distribution, String quantile) {
    return Result.lower(
        E2e.NAME,
        name,
        metric,
        "ms",
        from.millis(distribution, quantile),
        from.count(distribution));
  }

  /// Lets time pass: that is what is measured here.
  private static void pass(int seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
  }
}
