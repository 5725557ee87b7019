package io.oriel.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// All benchmarks, and the choice of some of them.
///
/// @param all in the order in which they run
record Suite(List<Benchmark> all) {
  /// The one list of benchmarks.
  static final Suite ORIEL =
      new Suite(
          List.of(
              new FirstLight(),
              new Fec8(),
              new Fec16(),
              new Seal(),
              new Send(),
              new Convert(),
              new Scale(),
              new CapturePath(),
              new FrameLatency(),
              new Wire(),
              new Sessions(),
              new E2e(),
              new Audio(),
              new BrowserBench()));

  /// What was asked for does not exist.
  static final class UnknownException extends Exception {
    private static final long serialVersionUID = 1;

    UnknownException(String message) {
      super(message);
    }
  }

  /// Chooses by `NAME` or `NAME:CASE`; nothing named means everything.
  ///
  /// @return benchmarks with their cases, both in the suite's order, none twice
  Map<Benchmark, List<String>> choose(List<String> names) throws UnknownException {
    var wanted = new LinkedHashMap<Benchmark, List<String>>();
    for (String name : names) {
      int colon = name.indexOf(':');
      Benchmark benchmark = find(colon < 0 ? name : name.substring(0, colon), name);
      var cases = wanted.computeIfAbsent(benchmark, _ -> new ArrayList<>());
      if (colon < 0) {
        cases.addAll(benchmark.cases());
      } else {
        cases.add(scene(benchmark, name.substring(colon + 1)));
      }
    }
    var ordered = new LinkedHashMap<Benchmark, List<String>>();
    for (Benchmark b : all) {
      if (names.isEmpty()) {
        ordered.put(b, b.cases());
      } else if (wanted.containsKey(b)) {
        ordered.put(b, b.cases().stream().filter(wanted.get(b)::contains).toList());
      }
    }
    return ordered;
  }

  private Benchmark find(String name, String asked) throws UnknownException {
    for (Benchmark b : all) {
      if (b.name().equals(name)) {
        return b;
      }
    }
    throw new UnknownException(
        "no benchmark "
            + asked
            + "; there are "
            + all.stream().map(Benchmark::name).collect(Collectors.joining(", ")));
  }

  private static String scene(Benchmark benchmark, String name) throws UnknownException {
    if (!benchmark.cases().contains(name)) {
      throw new UnknownException(
          benchmark.name()
              + " has no case "
              + name
              + "; there are "
              + String.join(", ", benchmark.cases()));
    }
    return name;
  }

  /// Prints every benchmark with its cases.
  void list(PrintStream out) {
    for (Benchmark b : all) {
      out.printf("%-14s %s%n", b.name(), b.about());
      for (String scene : b.cases()) {
        out.printf("  %s:%s%n", b.name(), scene);
      }
    }
  }
}
