package io.oriel.client.gamestream.probe;

import io.oriel.api.session.Figures;
import io.oriel.media.core.DurationRecorder;

/// A distribution of durations in ms, each within 1 % of what was measured.
///
/// @param count values behind it; 0: the others mean nothing
public record Spread(long count, double p50Ms, double p99Ms, double p999Ms, double maxMs) {
  private static final double NANOS_PER_MS = 1e6;

  static Spread of(DurationRecorder recorder) {
    Figures.Distribution d = recorder.summary();
    return new Spread(
        d.count(),
        d.p50Nanos() / NANOS_PER_MS,
        d.p99Nanos() / NANOS_PER_MS,
        d.p999Nanos() / NANOS_PER_MS,
        d.maxNanos() / NANOS_PER_MS);
  }
}
