package io.oriel.media.opus;

import io.oriel.api.audio.OpusLayout;

/// Opus packets that decode to silence, made without an encoder: per stream a configuration byte
/// and two bytes with the silence flag set (RFC 6716 §3.1 and 4.3); several streams as in its
/// appendix B, all but the last self-delimited.
public final class SilentPacket {
  // RFC 6716 table 2: CELT, fullband, 5, 10 and 20 ms
  private static final int FULLBAND_5_MS = 29;
  private static final int FULLBAND_10_MS = 30;
  private static final int FULLBAND_20_MS = 31;
  private static final int STEREO = 4;

  private SilentPacket() {}

  /// A packet for a layout; always of the same length.
  ///
  /// @param millis 5, 10 or 20
  public static byte[] of(OpusLayout layout, int millis) {
    int config = millis == 5 ? FULLBAND_5_MS : millis == 10 ? FULLBAND_10_MS : FULLBAND_20_MS;
    byte[] b = new byte[4 * layout.streams() - 1];
    int at = 0;
    for (int s = 0; s < layout.streams(); s++) {
      b[at++] = (byte) (config << 3 | (s < layout.coupled() ? STEREO : 0));
      if (s < layout.streams() - 1) {
        b[at++] = 2; // bytes that follow
      }
      b[at++] = (byte) 0xff;
      b[at++] = (byte) 0xfe;
    }
    return b;
  }
}
