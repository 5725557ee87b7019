package io.oriel.bench;

import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.ReceivedFrame;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.itest.RunningHost;
import io.oriel.pattern.PatternWindow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One stream with a window that changes completely with every frame, measured for some seconds.
/// The client assembles frames and does not decode them.
///
/// @param name of the case
/// @param cpuGoal ms of CPU per frame
/// @param peerFps the same with the leading native host, software x264, an X11 source
/// @param peerCpu ms of CPU per frame there
record StreamScene(
    String name, int widthPx, int heightPx, double cpuGoal, double peerFps, double peerCpu) {
  static final StreamScene HD = new StreamScene("720p60", 1280, 720, 12, 60, 18);
  static final StreamScene FULL_HD = new StreamScene("1080p60", 1920, 1080, 24, 58, 35);

  private static final String PEER = "leading native host, x264 ultrafast, X11 source";
  private static final int FPS = 60;
  private static final int BITRATE_KBPS = 20_000;
  private static final long START_SECONDS = 20;
  private static final int SETTLE_SECONDS = 2;

  List<Result> measure(RunningHost host, GameStreamHost client, int seconds) throws Exception {
    var first = new CountDownLatch(1);
    var listener =
        new StreamListener() {
          @Override
          public void frame(ReceivedFrame frame) {
            first.countDown();
          }
        };
    var options = StreamOptions.of(widthPx, heightPx, FPS).bitrate(BITRATE_KBPS).decoding(false);
    List<Result> results;
    try (var stream = client.stream("Desktop", options, listener);
        var window = PatternWindow.open(host.desktops(1).getFirst().socket())) {
      if (!first.await(START_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("no frame within " + START_SECONDS + " s");
      }
      pass(SETTLE_SECONDS);
      results = sample(host, seconds);
      if (stream.ended().isDone() || window.gone()) {
        throw new IOException("the stream ended: " + stream.figures().endDetail());
      }
    }
    client.quit();
    host.desktops(0);
    return results;
  }

  private List<Result> sample(RunningHost host, int seconds) throws Exception {
    long pid = host.process().process().pid();
    host.shell().run("oriel:remeasure"); // the warm-up does not count
    HostFigures before = HostFigures.read(host.shell());
    long cpuBefore = ProcessUse.cpuMillis(pid);
    long begun = System.nanoTime();
    pass(seconds);
    double elapsed = (System.nanoTime() - begun) / 1e9;
    long cpu = ProcessUse.cpuMillis(pid) - cpuBefore;
    HostFigures after = HostFigures.read(host.shell());
    long frames = after.counter("frames.sent") - before.counter("frames.sent");
    long distinct = delta(before, after, "frames.sent.distinct");
    var results = new ArrayList<Result>();
    results.add(
        Result.higher(FirstLight.NAME, name, "fps", "1/s", distinct / elapsed, distinct)
            .goal(58)
            .peer(PEER, peerFps));
    results.add(quantile(after, "host_added_p50_ms", "host.added", "p50").goal(0.5));
    results.add(quantile(after, "host_added_p99_ms", "host.added", "p99").goal(1.5));
    results.add(quantile(after, "capture_age_p50_ms", "capture.age", "p50"));
    results.add(quantile(after, "convert_p50_ms", "convert", "p50").goal(2));
    results.add(quantile(after, "encode_p50_ms", "encode", "p50"));
    results.add(quantile(after, "pace_p50_ms", "pace", "p50"));
    results.add(
        lower("cpu_ms_per_frame", "ms", (double) cpu / frames, frames)
            .goal(cpuGoal)
            .peer(PEER, peerCpu));
    double cipher = perFrame(before, after, "alloc.cipher.bytes", frames);
    double all =
        perFrame(before, after, "alloc.video.bytes", frames)
            + perFrame(before, after, "alloc.transmit.bytes", frames);
    double besides = Double.isNaN(cipher) ? all : all - cipher;
    results.add(lower("alloc_bytes_per_frame", "B", besides, frames).goal(1024));
    results.add(lower("cipher_alloc_bytes_per_frame", "B", cipher, frames));
    return results;
  }

  private Result quantile(HostFigures from, String metric, String distribution, String quantile) {
    return lower(metric, "ms", from.millis(distribution, quantile), from.count(distribution));
  }

  private Result lower(String metric, String unit, double value, long n) {
    return Result.lower(FirstLight.NAME, name, metric, unit, value, n);
  }

  private static double perFrame(
      HostFigures before, HostFigures after, String counter, long frames) {
    return after.has(counter) ? (double) delta(before, after, counter) / frames : Double.NaN;
  }

  private static long delta(HostFigures before, HostFigures after, String counter) {
    return after.counter(counter) - before.counter(counter);
  }

  /// Lets time pass: that is what is measured here.
  private static void pass(int seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
  }
}
