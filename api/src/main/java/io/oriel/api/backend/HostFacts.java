package io.oriel.api.backend;

import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/// What the box offers: an immutable snapshot of named facts. Any thread.
///
/// Keys are lower case and dotted (`program.sway.version`, `cpu.count`); values are text. The keys
/// the shipped probes publish are listed in `docs/reference/facts.md`.
@ProviderType
public interface HostFacts {
  /// The value of a fact; empty when no probe found it.
  Optional<String> text(String key);

  /// All keys, sorted.
  Set<String> keys();

  /// Grows by at least one with every change; equal generations have equal content.
  long generation();
}
