package io.oriel.api.trust;

import java.util.Objects;

/// A pairing request was not even queued.
public final class PairingRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /// Why.
  public enum Reason {
    /// This address has a request waiting, or the queue is full.
    IN_PROGRESS,
    /// This address asked or failed too often.
    TOO_MANY
  }

  private final Reason reason;

  public PairingRefusedException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public Reason reason() {
    return reason;
  }
}
