package io.oriel.vdisplay.portal.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.HostFacts;
import io.oriel.api.probe.ProbeSink;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/// Facts as a probe posts them.
final class Facts implements ProbeSink, HostFacts {
  private final Map<String, String> facts = new ConcurrentSkipListMap<>();
  private volatile boolean portal;

  /// All of them.
  Map<String, String> all() {
    return facts;
  }

  /// Whether the condition is there.
  boolean portal() {
    return portal;
  }

  @Override
  public void fact(String key, String value) {
    if (value == null) {
      facts.remove(key);
    } else {
      facts.put(key, value);
    }
  }

  @Override
  public void condition(String id, boolean present) {
    assertThat(id).isEqualTo("oriel.portal");
    portal = present;
  }

  @Override
  public Optional<String> text(String key) {
    return Optional.ofNullable(facts.get(key));
  }

  @Override
  public Set<String> keys() {
    return facts.keySet();
  }

  @Override
  public long generation() {
    return 1;
  }
}
