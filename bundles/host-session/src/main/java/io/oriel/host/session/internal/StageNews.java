package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import java.util.function.BiConsumer;

/// Takes what a backend says of one stage's loss to the session. News concerns that stage alone: by
/// then the session may use another one of the same backend. A stage that is lost while it opens
/// is told of when it is open. Any thread.
final class StageNews {
  private final BiConsumer<OpenStage<?>, BackendException> told;
  private OpenStage<?> stage; // guarded by this, as the next
  private String early;

  /// @param told of the loss; only posts
  StageNews(BiConsumer<OpenStage<?>, BackendException> told) {
    this.told = told;
  }

  /// Opened: its news go to the session from now on.
  void of(OpenStage<?> opened) {
    String detail;
    synchronized (this) {
      stage = opened;
      detail = early;
    }
    if (detail != null) {
      tell(opened, detail);
    }
  }

  void lost(String detail) {
    OpenStage<?> open;
    synchronized (this) {
      open = stage;
      early = detail;
    }
    if (open != null) {
      tell(open, detail);
    }
  }

  private void tell(OpenStage<?> open, String detail) {
    told.accept(open, new BackendException(BackendException.Kind.DEVICE_LOST, detail));
  }
}
