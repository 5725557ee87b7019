package io.oriel.api.audio;

/// The sound a client wants of a session's programs.
///
/// @param channels 0: none; else 1, 2, 6 or 8
/// @param alsoOnHost the host's own speakers play it too
public record SoundRequest(int channels, boolean alsoOnHost) {
  /// No sound.
  public static final SoundRequest NONE = new SoundRequest(0, false);

  /// What a client gets that does not say.
  public static final SoundRequest STEREO = new SoundRequest(2, false);

  public SoundRequest {
    if (channels != 0 && channels != 1 && channels != 2 && channels != 6 && channels != 8) {
      throw new IllegalArgumentException(channels + " channels");
    }
  }
}
