package io.oriel.bench;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Two files of results side by side.
///
/// A figure has changed when it differs by more than the margin, or by more than the spread of its
/// own repeated measurements where that is wider.
final class Comparison {
  // A figure that was 0 has no margin: it has changed when it reaches 1, be it frames or bytes
  private static final double FROM_ZERO = Math.nextDown(1.0);

  /// What became of a figure.
  enum Change {
    SAME,
    BETTER,
    WORSE,
    /// only in the first file
    GONE,
    /// only in the second file
    NEW
  }

  /// One line. `before` or `after` is null where there is none.
  record Line(Result before, Result after, Change change, double margin) {
    Result any() {
      return before != null ? before : after;
    }

    double ratio() {
      return before == null || after == null ? Double.NaN : after.value() / before.value();
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();

  /// @param margin share by which figures differ without anything having changed, for example 0.1
  Comparison(ResultFile before, ResultFile after, double margin) {
    Map<String, Result> old = byName(before);
    Map<String, Result> fresh = byName(after);
    old.forEach((name, b) -> lines.add(line(b, fresh.get(name), margin)));
    fresh.forEach(
        (name, a) -> {
          if (!old.containsKey(name)) {
            lines.add(new Line(null, a, Change.NEW, margin));
          }
        });
    for (String what : List.of("cpu", "cores", "java", "kernel", "flags")) {
      String was = field(before.machine(), what);
      String is = field(after.machine(), what);
      if (!was.equals(is)) {
        differences.add(what + ": " + was + " / " + is);
      }
    }
  }

  private static Map<String, Result> byName(ResultFile file) {
    var all = new LinkedHashMap<String, Result>();
    for (Result r : file.results()) {
      all.put(r.bench() + " " + r.scene() + " " + r.metric(), r);
    }
    return all;
  }

  private static String field(JsonObject machine, String name) {
    return machine == null || !machine.has(name) ? "?" : machine.get(name).toString();
  }

  private static Line line(Result before, Result after, double margin) {
    if (after == null) {
      return new Line(before, null, Change.GONE, margin);
    }
    double wide = Math.max(margin, Math.max(spread(before), spread(after)));
    return new Line(before, after, change(before, after, wide), wide);
  }

  private static double spread(Result r) {
    return Double.isNaN(r.spread()) ? 0 : r.spread();
  }

  private static Change change(Result before, Result after, double margin) {
    double b = before.value();
    double a = after.value();
    if (Double.isNaN(b) || Double.isNaN(a)) {
      return Double.isNaN(b) == Double.isNaN(a) ? Change.SAME : lost(Double.isNaN(a));
    }
    if (Math.abs(a - b) <= (b == 0 ? FROM_ZERO : margin * Math.abs(b))) {
      return Change.SAME;
    }
    return a > b == before.higherIsBetter() ? Change.BETTER : Change.WORSE;
  }

  private static Change lost(boolean gone) {
    return gone ? Change.GONE : Change.NEW;
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  /// Whether a figure got worse by more than its margin.
  boolean regressed() {
    return lines.stream().anyMatch(l -> l.change == Change.WORSE);
  }

  void print(PrintStream out) {
    differences.forEach(d -> out.println("differs: " + d));
    String form = "%-13s %-18s %-27s %12s %12s %7s %s%n";
    out.printf(form, "bench", "case", "metric", "before", "after", "ratio", "");
    for (Line l : lines) {
      Result r = l.any();
      double ratio = l.ratio();
      out.printf(
          form,
          r.bench(),
          r.scene(),
          r.metric(),
          l.before == null ? "" : Report.text(l.before.value()),
          l.after == null ? "" : Report.text(l.after.value()),
          Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "",
          word(l));
    }
  }

  private static String word(Line l) {
    String margin = String.format(Locale.ROOT, " (noise %.0f %%)", 100 * l.margin);
    return switch (l.change) {
      case SAME -> "";
      case BETTER -> "better" + margin;
      case WORSE -> "WORSE" + margin;
      case GONE -> "gone";
      case NEW -> "new";
    };
  }
}
