package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import java.util.function.Consumer;

/// What a backend says of its stage, handed to the session as text: a backend's exception would pin
/// its
/// class loader.
///
/// @param remark degraded or changed
/// @param lost the stage is gone
record StageHealthDoor(String backendId, Consumer<String> remark, Consumer<String> lost)
    implements StageHealth {
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
    lost.accept(backendId + ": " + cause.getMessage());
  }
}
