package io.oriel.bench;

import io.oriel.bench.peer.AbsentException;
import java.util.List;

/// A benchmark: a stable name over cases with stable names, each of which yields [Result]s.
/// Every benchmark stands in [Suite].
interface Benchmark {
  /// As typed on the command line: lower case, digits, dashes.
  String name();

  /// What it measures, one line.
  String about();

  /// Its cases, in the order in which they run.
  List<String> cases();

  /// Measures some cases and tells the results to `run`. The main thread.
  ///
  /// @param cases at least one of [#cases()]
  /// @throws AbsentException what it needs is not there; other exceptions: it failed
  void run(List<String> cases, Run run) throws Exception;
}
