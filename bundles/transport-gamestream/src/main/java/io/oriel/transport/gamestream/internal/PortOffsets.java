package io.oriel.transport.gamestream.internal;

/// Ports relative to the HTTP port (GameStream protocol notes §1.1).
public final class PortOffsets {
  /// TCP.
  public static final int HTTPS = -5;

  /// UDP.
  public static final int VIDEO = 9;

  /// UDP.
  public static final int CONTROL = 10;

  /// UDP.
  public static final int AUDIO = 11;

  /// TCP.
  public static final int RTSP = 21;

  private PortOffsets() {}
}
