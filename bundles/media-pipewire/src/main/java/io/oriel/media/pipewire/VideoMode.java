package io.oriel.media.pipewire;

/// Size and rate to ask a producer for.
///
/// @param widthPx 1 … 16384
/// @param heightPx 1 … 16384
/// @param maxMilliHz pictures per 1000 s at most
/// @param fixed nothing else is taken, where the producer makes a monitor for this consumer;
///     otherwise it is what is liked best
public record VideoMode(int widthPx, int heightPx, int maxMilliHz, boolean fixed) {
  /// The widest and highest picture.
  public static final int LARGEST = 16_384;

  public VideoMode {
    if (widthPx < 1 || widthPx > LARGEST || heightPx < 1 || heightPx > LARGEST || maxMilliHz < 1) {
      throw new IllegalArgumentException(
          "a picture of %dx%d, %d mHz".formatted(widthPx, heightPx, maxMilliHz));
    }
  }
}
