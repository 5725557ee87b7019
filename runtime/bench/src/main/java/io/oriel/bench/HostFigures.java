package io.oriel.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.oriel.itest.Shell;
import java.io.IOException;

/// A session's own figures, as the shell command `oriel:figures` prints them: a list of sessions,
/// each with `counters` and `distributions`.
record HostFigures(JsonObject counters, JsonObject distributions) {

  /// Asks for the only session there is.
  static HostFigures read(Shell shell) throws IOException {
    String text = shell.run("oriel:figures");
    try {
      JsonArray sessions = JsonParser.parseString(text).getAsJsonArray();
      if (sessions.size() != 1) {
        throw new IOException("not one session but " + sessions.size() + ": " + text);
      }
      JsonObject session = sessions.get(0).getAsJsonObject();
      return new HostFigures(
          session.getAsJsonObject("counters"), session.getAsJsonObject("distributions"));
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException("oriel:figures does not answer with figures: " + text, e);
    }
  }

  /// A counter; 0 where the host does not know it.
  long counter(String name) {
    return counters.has(name) ? counters.get(name).getAsLong() : 0;
  }

  boolean has(String counter) {
    return counters.has(counter);
  }

  /// A quantile in ms; NaN where the host has not measured it.
  double millis(String distribution, String quantile) {
    JsonObject d = distributions.getAsJsonObject(distribution);
    return d == null ? Double.NaN : d.get(quantile + "_nanos").getAsLong() / 1e6;
  }

  long count(String distribution) {
    JsonObject d = distributions.getAsJsonObject(distribution);
    return d == null ? 0 : d.get("count").getAsLong();
  }
}
