package io.oriel.lib.dbus;

import java.util.Optional;

/// A call over D-Bus did not give what was asked for. The message names the call and what came.
public final class BusException extends Exception {
  private static final long serialVersionUID = 1L;

  /// What went wrong, as far as callers decide by it.
  public enum Kind {
    /// There is no bus at that address, or it does not let this user in.
    NO_BUS,
    /// The bus has gone, or this connection was closed.
    GONE,
    /// Nothing answered in time.
    NO_ANSWER,
    /// Nobody has that name, object, interface, method or property.
    UNKNOWN,
    /// The other side may not or will not do it for this caller.
    DENIED,
    /// The other side answered with an error of its own: see [BusException#errorName()].
    FAILED,
    /// The answer, or a value in it, is not of the type that was agreed on, or is missing.
    WRONG_TYPE,
    /// The answer is larger than this connection takes.
    TOO_BIG
  }

  private final Kind kind;
  private final String errorName;

  public BusException(Kind kind, String message) {
    this(kind, null, message, null);
  }

  public BusException(Kind kind, String message, Throwable cause) {
    this(kind, null, message, cause);
  }

  /// @param errorName as it was or will be on the bus, for example
  ///     `org.freedesktop.DBus.Error.Failed`; `null`: none
  public BusException(Kind kind, String errorName, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.errorName = errorName;
  }

  public Kind kind() {
    return kind;
  }

  /// The error's name on the bus, where the other side gave one.
  public Optional<String> errorName() {
    return Optional.ofNullable(errorName);
  }
}
