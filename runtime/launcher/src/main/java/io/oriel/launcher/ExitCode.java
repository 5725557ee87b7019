package io.oriel.launcher;

/// What the host's process exits with.
public enum ExitCode {
  /// Stopped as asked.
  OK(0),
  /// The host could not start, or something died.
  FAILED(1),
  /// The command line made no sense.
  USAGE(2),
  /// A host is running on this data folder already.
  ALREADY_RUNNING(3),
  /// The Java runtime or its flags do not suit.
  WRONG_JAVA(4),
  /// A folder is missing, unreadable or not ours.
  FOLDERS(5);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }
}
