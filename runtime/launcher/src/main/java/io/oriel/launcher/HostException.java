package io.oriel.launcher;

import java.util.Objects;

/// The host could not be started. The message is for a human and names the remedy.
public final class HostException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  public HostException(ExitCode code, String message) {
    this(code, message, null);
  }

  public HostException(ExitCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  /// What the process exits with.
  public ExitCode code() {
    return code;
  }
}
