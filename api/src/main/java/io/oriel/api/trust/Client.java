package io.oriel.api.trust;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/// A paired client.
///
/// @param id lower-case hex of the SHA-256 of its certificate or key: its identity
/// @param name given by the user
/// @param rights what it may do
/// @param paired when it was paired
public record Client(String id, String name, Set<Right> rights, Instant paired) {
  public Client {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    rights = Set.copyOf(rights);
    Objects.requireNonNull(paired, "paired");
  }
}
