package io.oriel.api.app;

import java.util.Objects;

/// How an application ended.
///
/// @param status of the program: what it returned, or 128 and the signal that ended it
/// @param detail one sentence for people, with its last words where it failed
public record AppExit(How how, int status, String detail) {
  /// What the end means for a session.
  public enum How {
    /// Its time had come.
    ENDED,
    /// It failed right after it had begun.
    FAILED_AT_ONCE,
    /// It ended at once without an error and left nothing: it handed its work to a program that was
    /// running already.
    HANDED_OVER,
    /// It was closed.
    CLOSED
  }

  public AppExit {
    Objects.requireNonNull(how, "how");
    Objects.requireNonNull(detail, "detail");
  }
}
