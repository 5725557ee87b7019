package io.oriel.tck;

import io.oriel.api.backend.HostFacts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Facts that a test made up. Immutable.
///
/// @param values by key
public record Facts(Map<String, String> values) implements HostFacts {
  public Facts {
    values = Map.copyOf(values);
  }

  /// A box of which nothing is known.
  public static Facts none() {
    return new Facts(Map.of());
  }

  @Override
  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public Set<String> keys() {
    return new TreeSet<>(values.keySet());
  }

  @Override
  public long generation() {
    return 1;
  }
}
