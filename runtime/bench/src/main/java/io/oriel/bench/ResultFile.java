package io.oriel.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The file results are kept in: `{"machine": {…}, "results": [{bench, case, metric, unit, value,
/// n, goal, aim, better, verdict, spread, note, peer, peerValue, peers}], "absent": [{bench, case,
/// reason}]}`; what does not apply is null. `peer` and `peerValue` are the best of `peers`.
///
/// @param machine see [Machine]
record ResultFile(JsonObject machine, List<Result> results, List<Run.Absent> absent) {

  String json() {
    var all = new JsonObject();
    all.add("machine", machine);
    var list = new JsonArray();
    results.forEach(r -> list.add(json(r)));
    all.add("results", list);
    var missing = new JsonArray();
    for (Run.Absent a : absent) {
      var o = new JsonObject();
      o.addProperty("bench", a.bench());
      o.addProperty("case", a.scene());
      o.addProperty("reason", a.reason());
      missing.add(o);
    }
    all.add("absent", missing);
    return new GsonBuilder().serializeNulls().setPrettyPrinting().create().toJson(all) + "\n";
  }

  void write(Path file) throws IOException {
    Files.writeString(file, json());
  }

  private static JsonObject json(Result r) {
    var o = new JsonObject();
    o.addProperty("bench", r.bench());
    o.addProperty("case", r.scene());
    o.addProperty("metric", r.metric());
    o.addProperty("unit", r.unit());
    o.add("value", number(r.value()));
    o.addProperty("n", r.n());
    o.add("goal", number(r.goal()));
    o.add("aim", number(r.aim()));
    o.addProperty("better", r.better());
    o.addProperty("verdict", r.verdict());
    o.add("spread", number(r.spread()));
    o.add("note", text(r.note()));
    double best = r.bestPeer();
    String who =
        r.peers().stream()
            .filter(p -> p.value() == best)
            .map(Result.Peer::name)
            .findFirst()
            .orElse("");
    o.add("peer", text(who));
    o.add("peerValue", number(best));
    var peers = new JsonArray();
    for (Result.Peer p : r.peers()) {
      var peer = new JsonObject();
      peer.addProperty("name", p.name());
      peer.add("value", number(p.value()));
      peer.add("note", text(p.note()));
      peers.add(peer);
    }
    o.add("peers", peers);
    return o;
  }

  /// Reads a file's machine and results; peers and what was absent are left out.
  ///
  /// @throws IOException it cannot be read or holds something else; names the file
  static ResultFile read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new IOException("cannot read " + file + ": " + e.getClass().getSimpleName(), e);
    }
    try {
      JsonObject all = JsonParser.parseString(text).getAsJsonObject();
      var results = new ArrayList<Result>();
      for (JsonElement e : all.getAsJsonArray("results")) {
        JsonObject o = e.getAsJsonObject();
        results.add(
            new Result(
                o.get("bench").getAsString(),
                o.get("case").getAsString(),
                o.get("metric").getAsString(),
                o.get("unit").getAsString(),
                number(o, "value"),
                o.get("n").getAsLong(),
                number(o, "goal"),
                number(o, "aim"),
                o.get("better").getAsString(),
                number(o, "spread"),
                List.of(),
                ""));
      }
      return new ResultFile(all.getAsJsonObject("machine"), results, List.of());
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | UnsupportedOperationException
        | NumberFormatException
        | NullPointerException e) {
      throw new IOException(file + " does not hold results of ./oriel bench --json", e);
    }
  }

  private static double number(JsonObject from, String name) {
    JsonElement e = from.get(name);
    return e == null || e.isJsonNull() ? Double.NaN : e.getAsDouble();
  }

  private static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }

  private static JsonElement text(String value) {
    return value.isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(value);
  }
}
