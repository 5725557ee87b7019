package io.oriel.host.probe.internal;

import io.oriel.api.probe.ProbeSink;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// What one probe has posted. Its fields belong to the control thread; the sink's methods only post
/// to it.
final class Findings implements ProbeSink {
  private final Consumer<Runnable> control;
  final Map<String, String> facts = new TreeMap<>();
  final Set<String> conditions = new TreeSet<>();
  private volatile boolean closed;

  Findings(Consumer<Runnable> control) {
    this.control = control;
  }

  @Override
  public void fact(String key, String value) {
    post(
        () -> {
          if (value == null) {
            facts.remove(key);
          } else {
            facts.put(key, value);
          }
        });
  }

  @Override
  public void condition(String id, boolean present) {
    post(
        () -> {
          if (present) {
            conditions.add(id);
          } else {
            conditions.remove(id);
          }
        });
  }

  /// Nothing this probe posts counts from now on.
  void close() {
    closed = true;
  }

  private void post(Runnable change) {
    if (!closed) {
      control.accept(change);
    }
  }
}
