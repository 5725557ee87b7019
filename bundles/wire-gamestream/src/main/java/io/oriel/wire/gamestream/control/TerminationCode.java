package io.oriel.wire.gamestream.control;

/// Reasons in a termination message (GameStream protocol notes §5.5).
public final class TerminationCode {
  /// Normal end.
  public static final int GRACEFUL = 0x80030023;

  /// Protected content.
  public static final int PROTECTED_CONTENT = 0x800e9302;

  /// Frame conversion error.
  public static final int CONVERSION_ERROR = 0x800e9403;

  /// Anything else: clients show it as a hexadecimal error.
  public static final int FAILED = 0x80030001;

  private TerminationCode() {}
}
