package io.oriel.api.backend;

import org.osgi.annotation.versioning.ProviderType;

/// Where an open stage tells the host how it is doing.
///
/// Any thread; every method only posts and returns at once. Calls after the stage was closed are
/// ignored.
@ProviderType
public interface StageHealth {
  /// Still works, worse than promised.
  ///
  /// @param detail what the user will notice, one sentence
  void degraded(String detail);

  /// Still works, in another format or mode: the host asks the stage for what is true now.
  ///
  /// @param detail what changed, one sentence
  void changed(String detail);

  /// Does not work any more. The host closes the stage and decides what follows.
  void lost(BackendException cause);
}
