package io.oriel.lib.browser;

import io.oriel.api.session.Figures;
import io.oriel.lib.browser.wire.PageMessage;
import io.oriel.media.core.Counter;
import io.oriel.media.core.DurationRecorder;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a page tells of itself and what is counted of it ("Figures of a session"). The network
/// thread writes, any thread reads.
final class PageFigures {
  private static final double MOST_MILLIS = 60_000;
  private static final double MOST_FRAMES = 1e6;

  final Counter inputMessages = new Counter();
  final Counter inputEvents = new Counter();
  final Counter malformed = new Counter();
  final Counter microphonePackets = new Counter();
  private final Counter frames = new Counter();
  private final Counter dropped = new Counter();
  private final DurationRecorder decode = new DurationRecorder();
  private final DurationRecorder latency = new DurationRecorder();
  private volatile long queue;

  /// The page's `stats`.
  void told(PageMessage stats) {
    frames.add((long) stats.number("frames", 0, 0, MOST_FRAMES));
    dropped.add((long) stats.number("dropped", 0, 0, MOST_FRAMES));
    queue = (long) stats.number("queue", 0, 0, MOST_FRAMES);
    record(decode, stats.number("decodeMillis", -1, -1, MOST_MILLIS));
    record(latency, stats.number("latencyMillis", -1, -1, MOST_MILLIS));
  }

  private static void record(DurationRecorder to, double millis) {
    if (millis >= 0) {
      to.record((long) (millis * 1e6));
    }
  }

  Map<String, Long> counters() {
    var all = new LinkedHashMap<String, Long>();
    all.put("link.input.packets", inputMessages.get());
    all.put("link.input.events", inputEvents.get());
    all.put("link.page.malformed", malformed.get());
    all.put("link.page.frames", frames.get());
    all.put("link.page.dropped", dropped.get());
    all.put("link.page.queue", queue);
    all.put("link.microphone.packets", microphonePackets.get());
    return all;
  }

  Map<String, Figures.Distribution> distributions() {
    return Map.of("page.decode", decode.summary(), "page.latency", latency.summary());
  }

  void restart() {
    decode.restart();
    latency.restart();
  }
}
