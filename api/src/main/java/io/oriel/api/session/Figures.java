package io.oriel.api.session;

import java.util.Map;

/// Numbers of a session at one moment. The names are listed in `docs/reference/figures.md`.
///
/// @param counters since the session's start
/// @param distributions of durations
public record Figures(Map<String, Long> counters, Map<String, Distribution> distributions) {
  /// Nothing measured yet.
  public static final Figures EMPTY = new Figures(Map.of(), Map.of());

  public Figures {
    counters = Map.copyOf(counters);
    distributions = Map.copyOf(distributions);
  }

  /// A histogram's summary.
  ///
  /// @param count values recorded
  public record Distribution(
      long count, long p50Nanos, long p99Nanos, long p999Nanos, long maxNanos) {}
}
