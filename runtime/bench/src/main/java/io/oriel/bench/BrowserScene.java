package io.oriel.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.oriel.itest.Desktop;
import io.oriel.itest.PatternProcess;
import io.oriel.itest.RunningHost;
import io.oriel.itest.TonePlayer;
import io.oriel.itest.browser.Browser;
import io.oriel.itest.browser.OpenPage;
import io.oriel.itest.browser.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/// A page that shows a desktop on which a window changes completely 60 times a second and clicks
/// are played, while the mouse moves all the time.
///
/// @param name of the case
/// @param transport that the page is told to use
record BrowserScene(String name, String transport) {
  /// Until the browser has the sound for its output. Headless ones play to a clock, some 35 ms
  /// later; what that adds is a figure of its own where the browser tells it.
  static final String SOUND = "audio_p50_ms";

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final double FPS_GOAL = 58;
  private static final double PICTURE_GOAL = 30;
  private static final double INPUT_GOAL = 3;
  private static final double SOUND_GOAL = 50;
  private static final int SPARE_SECONDS = 120;
  private static final int MOVE_MILLIS = 12;

  /// The page notes its statistics, which come twice a second. The first say nothing about rates.
  private static final String LISTEN =
      """
      globalThis.noted = [];
      oriel.connection.addEventListener('stats', ({ detail }) =>
        noted.push({ at: performance.now(), decoded: detail.decoded, codec: detail.codecString,
          sound: detail.audio?.processedMillis ?? null,
          output: detail.audio?.latencyMillis - detail.audio?.processedMillis,
          buffered: detail.audio?.bufferMillis + detail.rttMillis / 2 }))""";

  private static final String ENOUGH =
      """
      (async () => {
        const all = await oriel.connection.samples();
        return noted.length >= 3 && noted.at(-1).decoded > noted[0].decoded
          && all.captureToDecoded?.length > 0 && all.input?.length > 0
          && noted.some((n) => Number.isFinite(n.sound) || Number.isFinite(n.buffered));
      })()""";

  /// @return the figures there are; the page may know nothing of its sound
  List<Result> measure(RunningHost host, Browser browser, int warmUp, int seconds)
      throws Exception {
    List<Result> results;
    try (var opened = OpenPage.open(host, browser, WIDTH, HEIGHT, "?transport=" + transport)) {
      opened.start("Desktop");
      Page page = opened.page();
      Desktop desktop = host.desktops(1).getFirst();
      var clicks = Clicks.write(warmUp + seconds + SPARE_SECONDS);
      try (var _ = PatternProcess.start(desktop.socket(), "--fps", "60");
          var _ = TonePlayer.play(desktop, clicks, 2)) {
        move(page, warmUp);
        page.evaluate(LISTEN);
        long patience = System.nanoTime() + OpenPage.PATIENCE.toNanos();
        move(page, seconds);
        // a brief run, or a slow machine, goes on until there is something to say
        while (System.nanoTime() < patience && !page.evaluate(ENOUGH).getAsBoolean()) {
          move(page, 1);
        }
        results = results(page, HostFigures.read(host.shell()).millis("audio.latency", "p50"));
      }
    }
    host.desktops(0);
    return results;
  }

  /// Moves the mouse over the picture for so long: that is what is measured here.
  private static void move(Page page, int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (int n = 0; System.nanoTime() < end; n++) {
      page.mouse("mouseMoved", 300 + n % 600, 300, "none");
      TimeUnit.MILLISECONDS.sleep(MOVE_MILLIS);
    }
  }

  /// @param host how old sound is when the host sends it, ms
  private List<Result> results(Page page, double host) throws Exception {
    JsonObject samples = page.evaluate("oriel.connection.samples()").getAsJsonObject();
    JsonArray noted = page.evaluate("noted").getAsJsonArray();
    JsonObject first = noted.get(0).getAsJsonObject();
    JsonObject last = noted.get(noted.size() - 1).getAsJsonObject();
    long decoded = last.get("decoded").getAsLong() - first.get("decoded").getAsLong();
    double millis = last.get("at").getAsDouble() - first.get("at").getAsDouble();
    List<Double> picture = sorted(samples.getAsJsonArray("captureToDecoded"));
    List<Double> input = sorted(samples.getAsJsonArray("input"));
    var results = new ArrayList<Result>();
    results.add(
        Result.higher(
                BrowserBench.NAME, name, "decoded_fps", "1/s", 1000 * decoded / millis, decoded)
            .goal(FPS_GOAL)
            .note(last.get("codec").getAsString()));
    results.add(lower("capture_to_decoded_p50_ms", picture, 0.5).goal(PICTURE_GOAL));
    results.add(lower("capture_to_decoded_p95_ms", picture, 0.95));
    results.add(lower("input_rtt_p50_ms", input, 0.5).goal(INPUT_GOAL));
    results.add(lower("input_rtt_p95_ms", input, 0.95));
    sound(noted, host).ifPresent(results::add);
    List<Double> output = sorted(noted, "output");
    if (!output.isEmpty()) {
      results.add(lower("audio_output_p50_ms", output, 0.5));
    }
    for (String stage : List.of("encode", "send", "network", "decode")) {
      if (samples.has(stage) && !samples.getAsJsonArray(stage).isEmpty()) {
        results.add(lower(stage + "_p50_ms", sorted(samples.getAsJsonArray(stage)), 0.5));
      }
    }
    return results;
  }

  /// Over WebRTC Chromium does not tell when it plays what; its buffer and the way there it does.
  private Optional<Result> sound(JsonArray noted, double host) {
    List<Double> told = sorted(noted, "sound");
    if (!told.isEmpty()) {
      return Optional.of(lower(SOUND, told, 0.5).goal(SOUND_GOAL));
    }
    List<Double> parts = sorted(noted, "buffered").stream().map(v -> v + host).toList();
    return parts.isEmpty() || Double.isNaN(host)
        ? Optional.empty()
        : Optional.of(
            lower(SOUND, parts, 0.5)
                .goal(SOUND_GOAL)
                .note("host, half a round trip and the browser's buffer"));
  }

  private static List<Double> sorted(JsonArray noted, String field) {
    var values = new JsonArray();
    noted.forEach(stats -> values.add(stats.getAsJsonObject().get(field)));
    return sorted(values);
  }

  private Result lower(String metric, List<Double> sorted, double share) {
    int n = sorted.size();
    double value = n == 0 ? Double.NaN : sorted.get((int) Math.min(n - 1L, Math.floor(share * n)));
    return Result.lower(BrowserBench.NAME, name, metric, "ms", value, n);
  }

  private static List<Double> sorted(JsonArray values) {
    return StreamSupport.stream(values.spliterator(), false)
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsDouble)
        .sorted()
        .toList();
  }
}
