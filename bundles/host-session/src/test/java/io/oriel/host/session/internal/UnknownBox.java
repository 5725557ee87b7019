package io.oriel.host.session.internal;

import io.oriel.api.backend.HostFacts;
import io.oriel.api.probe.FactBoard;
import java.util.Optional;
import java.util.Set;

/// A machine of which nothing is known.
record UnknownBox() implements FactBoard, HostFacts {
  @Override
  public HostFacts facts() {
    return this;
  }

  @Override
  public Set<String> conditions() {
    return Set.of();
  }

  @Override
  public AutoCloseable watch(Runnable changed) {
    return () -> {};
  }

  @Override
  public Optional<String> text(String key) {
    return Optional.empty();
  }

  @Override
  public Set<String> keys() {
    return Set.of();
  }

  @Override
  public long generation() {
    return 0;
  }
}
