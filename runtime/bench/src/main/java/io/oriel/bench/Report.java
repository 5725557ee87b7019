package io.oriel.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// Prints results as a table; what peers reached stands below each figure.
final class Report {
  private static final String LINE = "%-13s %-18s %-27s %12s %-6s %-22s %s%n";

  private Report() {}

  static void table(PrintStream out, List<Result> results) {
    out.printf(LINE, "bench", "case", "metric", "figure", "unit", "goal", "");
    for (Result r : results) {
      String verdict = r.verdict() + (r.note().isEmpty() ? "" : "  " + r.note());
      out.printf(
          LINE, r.bench(), r.scene(), r.metric(), text(r.value()), r.unit(), goal(r), verdict);
      for (Result.Peer peer : r.peers()) {
        boolean measured = !Double.isNaN(peer.value());
        out.printf(
            LINE,
            "",
            "",
            "  " + peer.name(),
            text(peer.value()),
            measured ? r.unit() : "",
            "",
            measured ? ratio(r, peer) : peer.note());
      }
    }
  }

  static void absent(PrintStream out, List<Run.Absent> absent) {
    for (Run.Absent a : absent) {
      out.printf("not measured: %s %s: %s%n", a.bench(), a.scene(), a.reason());
    }
  }

  private static String goal(Result r) {
    String sign = r.higherIsBetter() ? ">= " : "<= ";
    String goal = Double.isNaN(r.goal()) ? "" : sign + text(r.goal());
    String aim = Double.isNaN(r.aim()) ? "" : "aim " + text(r.aim());
    return goal.isEmpty() || aim.isEmpty() ? goal + aim : goal + ", " + aim;
  }

  private static String ratio(Result r, Result.Peer peer) {
    return Double.isNaN(r.value())
        ? ""
        : String.format(Locale.ROOT, "%.2f of this", r.value() / peer.value());
  }

  /// A figure with three digits that mean something.
  static String text(double value) {
    if (Double.isNaN(value)) {
      return "?";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    double size = Math.abs(value);
    int digits = size >= 100 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 3 : 5;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
