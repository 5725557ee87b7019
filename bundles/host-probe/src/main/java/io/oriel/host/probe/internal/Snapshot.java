package io.oriel.host.probe.internal;

import io.oriel.api.backend.HostFacts;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One consistent, immutable set of facts.
record Snapshot(TreeMap<String, String> facts, long generation) implements HostFacts {
  /// Takes a copy.
  Snapshot(Map<String, String> facts, long generation) {
    this(new TreeMap<>(facts), generation);
  }

  @Override
  public Optional<String> text(String key) {
    return Optional.ofNullable(facts.get(key));
  }

  @Override
  public Set<String> keys() {
    return Collections.unmodifiableSet(facts.keySet());
  }
}
