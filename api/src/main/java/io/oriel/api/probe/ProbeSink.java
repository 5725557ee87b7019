package io.oriel.api.probe;

import org.osgi.annotation.versioning.ProviderType;

/// Where a probe posts. Any thread; nothing blocks: facts and conditions change on one control
/// thread of the host.
@ProviderType
public interface ProbeSink {
  /// Sets a fact; `null` withdraws it.
  ///
  /// @param key lower case, dotted
  void fact(String key, String value);

  /// Makes a condition present or absent: an OSGi `Condition` service with this
  /// `osgi.condition.id`.
  ///
  /// @param id for example `oriel.program.sway`
  void condition(String id, boolean present);
}
