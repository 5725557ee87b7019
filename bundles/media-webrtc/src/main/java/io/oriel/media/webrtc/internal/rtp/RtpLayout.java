package io.oriel.media.webrtc.internal.rtp;

/// The headers of one source's packets (RFC 3550 §5.1) with extensions of one byte (RFC 8285 §4.2).
///
/// ```
///  V=2 P X CC | M | payload type (7) | sequence number (16)
///  time stamp (32)
///  SSRC (32)
///  0xBEDE (16) | length (16)                                        with extensions
///  id (4) 1 | transport-wide number (16) | id (4) 2 | playout delay (24) | padding
/// ```
final class RtpLayout {
  /// Longest datagram: what any path of IPv6 carries, with room for the IP and UDP headers.
  static final int LONGEST = 1200;

  private static final int FIXED = 12;
  private static final int ONE_BYTE_PROFILE = 0xbede;

  private final int payloadType;
  private final int ssrc;
  private final int transportNumber;
  private final int playoutDelay;
  private final int length;

  /// @param transportNumber id of the extension; 0: none
  /// @param playoutDelay id of the extension; 0: none
  RtpLayout(int payloadType, int ssrc, int transportNumber, int playoutDelay) {
    this.payloadType = payloadType;
    this.ssrc = ssrc;
    this.transportNumber = transportNumber;
    this.playoutDelay = playoutDelay;
    int extensions = (transportNumber > 0 ? 3 : 0) + (playoutDelay > 0 ? 4 : 0);
    this.length = extensions == 0 ? FIXED : FIXED + 4 + (extensions + 3 & ~3);
  }

  int ssrc() {
    return ssrc;
  }

  /// Bytes of a header.
  int length() {
    return length;
  }

  boolean numbered() {
    return transportNumber > 0;
  }

  /// Writes a header without marker.
  ///
  /// @param wide transport-wide number
  void write(byte[] to, int at, int number, int stamp, int wide) {
    to[at] = (byte) (length > FIXED ? 0x90 : 0x80);
    to[at + 1] = (byte) payloadType;
    put16(to, at + 2, number);
    put16(to, at + 4, stamp >>> 16);
    put16(to, at + 6, stamp);
    put16(to, at + 8, ssrc >>> 16);
    put16(to, at + 10, ssrc);
    if (length == FIXED) {
      return;
    }
    put16(to, at + 12, ONE_BYTE_PROFILE);
    put16(to, at + 14, (length - FIXED - 4) / 4);
    int i = at + 16;
    if (transportNumber > 0) {
      to[i] = (byte) (transportNumber << 4 | 1);
      put16(to, i + 1, wide);
      i += 3;
    }
    if (playoutDelay > 0) { // shortest and longest delay 0: show it when it comes
      to[i] = (byte) (playoutDelay << 4 | 2);
      to[i + 1] = 0;
      to[i + 2] = 0;
      to[i + 3] = 0;
      i += 4;
    }
    while (i < at + length) {
      to[i++] = 0;
    }
  }

  static void mark(byte[] packet, int at) {
    packet[at + 1] |= (byte) 0x80;
  }

  private static void put16(byte[] to, int at, int value) {
    to[at] = (byte) (value >>> 8);
    to[at + 1] = (byte) value;
  }
}
