package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import java.util.function.Consumer;

/// What a display says of itself, handed to the session as text.
///
/// @param remark degraded or changed
/// @param lost the display is gone
record DisplayHealth(String backendId, Consumer<String> remark, Lost lost) implements StageHealth {
  /// The end of a display.
  interface Lost {
    /// @param denied somebody at the desktop ended it
    void lost(String why, boolean denied);
  }

  @Override
  public void degraded(String detail) {
    remark.accept(backendId + ": " + detail);
  }

  @Override
  public void changed(String detail) {
    remark.accept(backendId + ": " + detail);
  }

  @Override
  public void lost(BackendException cause) {
    lost.lost(
        backendId + ": " + cause.getMessage(),
        cause.kind() == BackendException.Kind.DENIED_BY_USER);
  }
}
