package io.oriel.media.webrtc.internal.rtp;

/// How long Opus packets last (RFC 6716 §3.1).
final class OpusDuration {
  private OpusDuration() {}

  /// Samples of a packet at 48 kHz.
  ///
  /// @param toc its first byte
  /// @param count its second byte, 0 where there is none
  static int samples(int toc, int count) {
    int configuration = toc >>> 3 & 31;
    int frame;
    if (configuration < 12) { // SILK: 10, 20, 40, 60 ms
      int n = configuration & 3;
      frame = n == 3 ? 2880 : 480 << n;
    } else if (configuration < 16) { // hybrid: 10, 20 ms
      frame = 480 << (configuration & 1);
    } else { // CELT: 2.5, 5, 10, 20 ms
      frame = 120 << (configuration & 3);
    }
    return switch (toc & 3) {
      case 0 -> frame;
      case 1, 2 -> 2 * frame;
      default -> Math.max(1, count & 63) * frame;
    };
  }
}
