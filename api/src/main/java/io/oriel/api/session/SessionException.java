package io.oriel.api.session;

import java.util.Objects;

/// A session could not be had. Carries text only: a backend's exception would pin its class loader.
public final class SessionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final EndReason reason;

  public SessionException(EndReason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public EndReason reason() {
    return reason;
  }
}
