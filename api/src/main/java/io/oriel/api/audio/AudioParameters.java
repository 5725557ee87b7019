package io.oriel.api.audio;

import java.util.Objects;

/// The sound a client wants.
///
/// @param layout channels and their streams
/// @param packetMillis length of one Opus packet, 5, 10 or 20
/// @param bitsPerSecond of the whole encoder, constant; 0: no sound wanted
public record AudioParameters(OpusLayout layout, int packetMillis, int bitsPerSecond) {
  /// Of everything that is captured, encoded and sent.
  public static final int SAMPLE_RATE_HZ = 48_000;

  public AudioParameters {
    Objects.requireNonNull(layout, "layout");
    if (packetMillis != 5 && packetMillis != 10 && packetMillis != 20) {
      throw new IllegalArgumentException("packets of " + packetMillis + " ms");
    }
    if (bitsPerSecond < 0) {
      throw new IllegalArgumentException(bitsPerSecond + " bit/s");
    }
  }

  public int channels() {
    return layout.channels();
  }

  /// Samples per channel in one packet.
  public int packetFrames() {
    return SAMPLE_RATE_HZ / 1000 * packetMillis;
  }

  /// Bytes of every packet.
  public int packetBytes() {
    return (int) ((long) bitsPerSecond * packetMillis / 8000);
  }
}
