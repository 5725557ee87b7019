package io.oriel.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Writes results as JSON and as a table.
final class Report {
  private Report() {}

  /// `{"machine": {…}, "results": [{bench, case, metric, unit, value, n, goal, better, peer,
  /// peerValue}]}`; what does not apply is null.
  static String json(JsonObject machine, List<Result> results) {
    var list = new JsonArray();
    for (Result r : results) {
      var o = new JsonObject();
      o.addProperty("bench", r.bench());
      o.addProperty("case", r.scene());
      o.addProperty("metric", r.metric());
      o.addProperty("unit", r.unit());
      number(o, "value", r.value());
      o.addProperty("n", r.n());
      number(o, "goal", r.goal());
      o.addProperty("better", r.better());
      o.add("peer", r.peer().isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(r.peer()));
      number(o, "peerValue", r.peerValue());
      list.add(o);
    }
    var all = new JsonObject();
    all.add("machine", machine);
    all.add("results", list);
    return new GsonBuilder().serializeNulls().setPrettyPrinting().create().toJson(all) + "\n";
  }

  static void write(Path file, JsonObject machine, List<Result> results) throws IOException {
    Files.writeString(file, json(machine, results));
  }

  static void table(PrintStream out, List<Result> results) {
    String line = "%-8s %-28s %12s %-8s %6s  %-12s %-8s %s%n";
    out.printf(line, "case", "metric", "value", "unit", "n", "goal", "", "peer");
    for (Result r : results) {
      String sign = r.better().equals("higher") ? ">= " : "<= ";
      out.printf(
          Locale.ROOT,
          line,
          r.scene(),
          r.metric(),
          text(r.value()),
          r.unit(),
          r.n(),
          Double.isNaN(r.goal()) ? "" : sign + text(r.goal()),
          r.verdict(),
          r.peer().isEmpty() ? "" : text(r.peerValue()) + " " + r.peer());
    }
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "?" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static void number(JsonObject to, String name, double value) {
    to.add(name, Double.isNaN(value) ? JsonNull.INSTANCE : new JsonPrimitive(value));
  }
}
