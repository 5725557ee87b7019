package io.oriel.api.backend;

import java.util.Objects;

/// A backend could not do what it was asked. The kind decides what the host does, the message is
/// for a human and names the thing and the remedy.
public final class BackendException extends Exception {
  private static final long serialVersionUID = 1L;

  /// What the host decides by.
  public enum Kind {
    /// A person said no. Final: no other backend is tried to get around it.
    DENIED_BY_USER,
    /// The thing is there and refuses this process.
    NO_PERMISSION,
    /// All of it is in use; later may work.
    BUSY,
    /// The request is one this backend never serves.
    UNSUPPORTED,
    /// The device, compositor or server went away.
    DEVICE_LOST,
    /// Anything else.
    FAILED
  }

  private final Kind kind;

  public BackendException(Kind kind, String message) {
    this(kind, message, null);
  }

  public BackendException(Kind kind, String message, Throwable cause) {
    super(Objects.requireNonNull(message, "message"), cause);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  public Kind kind() {
    return kind;
  }
}
