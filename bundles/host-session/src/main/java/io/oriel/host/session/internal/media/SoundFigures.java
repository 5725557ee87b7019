package io.oriel.host.session.internal.media;

import io.oriel.api.session.Figures.Distribution;
import io.oriel.media.core.Counter;
import io.oriel.media.core.DurationRecorder;
import java.util.Map;

/// Counters and distributions of a session's sound. The audio thread writes, but for the losses;
/// any thread reads.
public final class SoundFigures {
  final Counter packets = new Counter();
  final Counter silent = new Counter();
  final Counter underruns = new Counter();
  final Counter allocatedBytes = new Counter();
  final DurationRecorder latency = new DurationRecorder();
  final DurationRecorder encode = new DurationRecorder();
  final DurationRecorder drift = new DurationRecorder();
  volatile long resets;
  volatile long ppm;
  private volatile long losses;

  /// A sound backend was lost. Control thread.
  public void lost() {
    losses++;
  }

  void restartDistributions() {
    latency.restart();
    encode.restart();
    drift.restart();
  }

  void read(Map<String, Long> counters, Map<String, Distribution> distributions) {
    counters.put("audio.packets", packets.get());
    counters.put("audio.silent", silent.get());
    counters.put("audio.underruns", underruns.get());
    counters.put("audio.resets", resets);
    counters.put("audio.ppm", ppm);
    counters.put("audio.lost", losses);
    counters.put("alloc.audio.bytes", allocatedBytes.get());
    distributions.put("audio.latency", latency.summary());
    distributions.put("audio.encode", encode.summary());
    distributions.put("audio.drift", drift.summary());
  }
}
