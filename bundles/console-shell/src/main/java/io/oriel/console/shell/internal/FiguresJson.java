package io.oriel.console.shell.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.oriel.api.session.Session;
import java.util.List;

/// The figures of sessions as JSON: what `./oriel bench` reads.
final class FiguresJson {
  private FiguresJson() {}

  static String of(List<Session> sessions) {
    var array = new JsonArray();
    for (var session : sessions) {
      var object = new JsonObject();
      object.addProperty("id", session.id());
      object.addProperty("client", session.request().client().name());
      object.addProperty("app", session.request().app());
      object.addProperty("state", session.state().name());
      var chain = new JsonObject();
      session.chain().forEach((stage, id) -> chain.addProperty(stage.name(), id));
      object.add("chain", chain);
      var watchers = new JsonArray();
      session.watchers().forEach(watcher -> watchers.add(watcher.name()));
      object.add("watchers", watchers);
      var figures = session.figures();
      var counters = new JsonObject();
      figures.counters().forEach(counters::addProperty);
      object.add("counters", counters);
      var distributions = new JsonObject();
      figures
          .distributions()
          .forEach(
              (name, d) -> {
                var values = new JsonObject();
                values.addProperty("count", d.count());
                values.addProperty("p50_nanos", d.p50Nanos());
                values.addProperty("p99_nanos", d.p99Nanos());
                values.addProperty("p999_nanos", d.p999Nanos());
                values.addProperty("max_nanos", d.maxNanos());
                distributions.add(name, values);
              });
      object.add("distributions", distributions);
      var remarks = new JsonArray();
      session.remarks().forEach(remarks::add);
      object.add("remarks", remarks);
      array.add(object);
    }
    return array.toString();
  }
}
