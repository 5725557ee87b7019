package io.oriel.api.audio;

/// The sound a client wants.
///
/// @param channels 1, 2, 6 or 8
/// @param packetMillis length of one Opus packet, 5 or 10
/// @param bitsPerSecond of the whole encoder; 0: no sound wanted
/// @param highQuality as many streams as channels, none coupled
public record AudioParameters(
    int channels, int packetMillis, int bitsPerSecond, boolean highQuality) {
  public AudioParameters {
    if (channels != 1 && channels != 2 && channels != 6 && channels != 8) {
      throw new IllegalArgumentException(channels + " channels");
    }
    if (packetMillis != 5 && packetMillis != 10 && packetMillis != 20) {
      throw new IllegalArgumentException("packets of " + packetMillis + " ms");
    }
  }
}
