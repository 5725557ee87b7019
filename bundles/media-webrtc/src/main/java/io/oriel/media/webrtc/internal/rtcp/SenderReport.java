package io.oriel.media.webrtc.internal.rtcp;

import io.oriel.media.webrtc.internal.sdp.SdpAnswer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes sender reports with a description (RFC 3550 §6.4.1, §6.5): they tie the time stamps of
/// picture and sound to one clock. Stateless.
public final class SenderReport {
  /// Longest report, without protection.
  public static final int LONGEST = 64;

  private static final long NTP_EPOCH_SECONDS = 2_208_988_800L; // 1900 to 1970

  private SenderReport() {}

  /// Writes a report.
  ///
  /// @param unixNanos when that was, since 1970
  /// @param stamp of RTP at that time
  /// @return its length
  public static int write(
      byte[] to, int ssrc, long unixNanos, int stamp, long packets, long octets) {
    ByteBuffer b = ByteBuffer.wrap(to);
    b.putInt(0x80c8_0006).putInt(ssrc);
    b.putLong(ntp(unixNanos));
    b.putInt(stamp).putInt((int) packets).putInt((int) octets);
    byte[] name = SdpAnswer.CNAME.getBytes(StandardCharsets.US_ASCII);
    int begin = b.position();
    b.putInt(0x81ca_0000).putInt(ssrc);
    b.put((byte) 1).put((byte) name.length).put(name);
    do {
      b.put((byte) 0); // the list of items ends with at least one
    } while (b.position() % 4 != 0);
    b.putShort(begin + 2, (short) ((b.position() - begin) / 4 - 1));
    return b.position();
  }

  /// 32 bits of seconds since 1900, 32 bits of fraction.
  public static long ntp(long unixNanos) {
    long seconds = Math.floorDiv(unixNanos, 1_000_000_000L);
    long fraction = (Math.floorMod(unixNanos, 1_000_000_000L) << 32) / 1_000_000_000L;
    return seconds + NTP_EPOCH_SECONDS << 32 | fraction;
  }

  /// The middle 32 bits, by which receivers name a report.
  public static int middle(long ntp) {
    return (int) (ntp >>> 16);
  }
}
