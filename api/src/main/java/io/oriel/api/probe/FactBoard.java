package io.oriel.api.probe;

import io.oriel.api.backend.HostFacts;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/// All that the probes found. Any thread.
@ProviderType
public interface FactBoard {
  /// The facts now.
  HostFacts facts();

  /// The ids of the conditions that are present now, sorted.
  Set<String> conditions();

  /// Calls back on a control thread after every change.
  ///
  /// @return closes the watch
  AutoCloseable watch(Runnable changed);
}
