package io.oriel.wire.gamestream.video;

/// Frame types of the frame header (GameStream protocol notes §3.3).
public final class FrameType {
  /// Refers to earlier frames.
  public static final int PREDICTED = 1;

  /// Key frame.
  public static final int KEY = 2;

  /// Part of an intra-refresh wave.
  public static final int INTRA_REFRESH = 4;

  /// The first that refers to nothing invalidated.
  public static final int AFTER_INVALIDATION = 5;

  private FrameType() {}
}
