package io.oriel.bench;

import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.Sound;
import io.oriel.client.gamestream.SoundOptions;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.itest.Await;
import io.oriel.itest.Desktop;
import io.oriel.itest.RunningHost;
import io.oriel.itest.TonePlayer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// One stream with clicks in its sound, each timed where the sink plays it and where its datagram
/// arrives. Packets of 5 ms, high quality, encrypted.
///
/// @param name of the case
record AudioScene(String name, int channels) {
  private static final double P50_GOAL = 12;
  private static final double DRIFT_GOAL = 2;
  private static final int SETTLE_SECONDS = 4;
  private static final int SPARE_SECONDS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final double ENCODER_NANOS = 2_500_000; // the encoder's lookahead, GS §4.2
  // a sink is captured by the cycle, at its beginning: the cycle's last samples before they are
  // played
  private static final double EARLIEST_NANOS = -25_000_000;
  private static final double LATEST_NANOS = 200_000_000; // clicks are further apart
  private static final int FIRST = 10; // clicks that say where sound is when the run begins
  private static final int ENOUGH = 2 * FIRST;

  /// A click as the client hears it: its place in the stream, and when that place's packet came.
  private record Heard(double mediaNanos, double arrivedNanos) {}

  /// The client's ear; the audio receive thread.
  private static final class Ear implements StreamListener {
    private static final int REMEMBERED = 64; // packets

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final long[] arrived = new long[REMEMBERED];
    private final Clicks clicks = new Clicks(this::click);
    private volatile boolean any;

    @Override
    public void sound(Sound sound) {
      arrived[(int) (sound.number() % REMEMBERED)] = sound.arrivedNanos();
      clicks.listen(sound.samples(), sound.channels(), sound.mediaNanos() - ENCODER_NANOS);
      any = true;
    }

    private void click(double mediaNanos) {
      long packet = (long) (mediaNanos / 5_000_000);
      heard.add(new Heard(mediaNanos, arrived[(int) (packet % REMEMBERED)]));
    }
  }

  List<Result> measure(RunningHost host, GameStreamHost client, int seconds) throws Exception {
    var ear = new Ear();
    var sound = new SoundOptions(channels, SoundOptions.Quality.HIGH, 5, false);
    var options = StreamOptions.of(1280, 720, 30).bitrate(20_000).decoding(false).sound(sound);
    List<Result> results;
    try (var stream = client.stream("Desktop", options, ear)) {
      Desktop desktop = host.desktops(1).getFirst();
      if (!Await.until(PATIENCE, () -> ear.any)) {
        throw new IOException("no sound within " + PATIENCE);
      }
      var file = Clicks.write(SETTLE_SECONDS + seconds + SPARE_SECONDS);
      try (var monitor = SinkMonitor.open(desktop);
          var _ = TonePlayer.play(desktop, file, 2)) {
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        host.shell().run("oriel:remeasure");
        int from = ear.heard.size();
        TimeUnit.SECONDS.sleep(seconds); // what is measured
        // a brief run goes on until there are enough clicks to say anything
        Await.until(PATIENCE, () -> ear.heard.size() - from > ENOUGH);
        HostFigures inside = HostFigures.read(host.shell());
        var heard = List.copyOf(ear.heard).subList(from, ear.heard.size());
        results = results(heard, monitor.played(), inside);
        var figures = stream.figures();
        results.add(
            Result.lower(
                Audio.NAME, name, "lost", "1", figures.audioLost(), figures.audioPackets()));
      }
    }
    client.quit();
    host.desktops(0);
    return results;
  }

  private List<Result> results(List<Heard> heard, List<Double> played, HostFigures inside)
      throws IOException {
    var latencies = new ArrayList<Double>();
    var offsets = new ArrayList<Double>();
    for (Heard click : heard) {
      for (double nanos : played) {
        double latency = click.arrivedNanos - nanos;
        if (latency > EARLIEST_NANOS && latency < LATEST_NANOS) {
          latencies.add(latency / 1e6);
          offsets.add((click.mediaNanos - nanos) / 1e6);
        }
      }
    }
    if (latencies.size() <= FIRST || latencies.size() < heard.size() / 2) {
      throw new IOException(
          latencies.size() + " of " + heard.size() + " clicks were found in " + played.size());
    }
    int n = latencies.size();
    double begin = quantile(offsets.subList(0, FIRST), 0.5);
    double drift =
        offsets.stream().mapToDouble(offset -> Math.abs(offset - begin)).max().orElseThrow();
    var results = new ArrayList<Result>();
    results.add(lower("p50_ms", quantile(latencies, 0.5), n).goal(P50_GOAL));
    results.add(lower("p99_ms", quantile(latencies, 0.99), n));
    results.add(lower("drift_ms", drift, n).goal(DRIFT_GOAL));
    for (String stage : List.of("audio.latency", "audio.encode", "audio.drift")) {
      String metric = "host_" + stage.substring(stage.indexOf('.') + 1);
      long count = inside.count(stage);
      results.add(lower(metric + "_p50_ms", inside.millis(stage, "p50"), count));
      results.add(lower(metric + "_p99_ms", inside.millis(stage, "p99"), count));
    }
    long packets = inside.counter("audio.packets");
    results.add(count("underruns", inside.counter("audio.underruns"), packets));
    results.add(count("unmatched", heard.size() - n, heard.size()));
    results.add(count("resets", inside.counter("audio.resets"), packets));
    return results;
  }

  private Result lower(String metric, double value, long n) {
    return Result.lower(Audio.NAME, name, metric, "ms", value, n);
  }

  private Result count(String metric, long value, long of) {
    return Result.lower(Audio.NAME, name, metric, "1", value, of);
  }

  private static double quantile(List<Double> values, double share) {
    var sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.floor(share * sorted.size())));
  }
}
