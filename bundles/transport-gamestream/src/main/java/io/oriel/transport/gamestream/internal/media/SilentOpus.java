package io.oriel.transport.gamestream.internal.media;

import io.oriel.api.audio.OpusLayout;

/// Opus packets that decode to silence: per stream a configuration byte and two bytes with the
/// silence flag set (RFC 6716 §3.1 and 4.3); several streams as in its appendix B, all but the last
/// self-delimited. Always of one length, as [AudioPacketizer] needs it.
final class SilentOpus {
  // RFC 6716 table 2: CELT, fullband, 5 and 10 ms
  private static final int FULLBAND_5_MS = 29;
  private static final int FULLBAND_10_MS = 30;
  private static final int STEREO = 4;

  private SilentOpus() {}

  static byte[] packet(OpusLayout layout, int millis) {
    int streams = layout.streams();
    int coupled = layout.coupled();
    byte[] b = new byte[4 * streams - 1];
    int at = 0;
    for (int s = 0; s < streams; s++) {
      int config = millis == 5 ? FULLBAND_5_MS : FULLBAND_10_MS;
      b[at++] = (byte) (config << 3 | (s < coupled ? STEREO : 0));
      if (s < streams - 1) {
        b[at++] = 2; // bytes that follow
      }
      b[at++] = (byte) 0xff;
      b[at++] = (byte) 0xfe;
    }
    return b;
  }
}
