package io.oriel.media.webrtc.internal.rtcp;

import java.nio.ByteBuffer;

/// Reads compound RTCP packets of a page (RFC 3550 §6, RFC 4585, RFC 5104). Stateless.
///
/// ```
///  V=2 | P | count or format (5) | packet type (8) | length (16): words after this one
///  SSRC of the sender
/// ```
public final class RtcpReader {
  private static final int SENDER_REPORT = 200;
  private static final int RECEIVER_REPORT = 201;
  private static final int TRANSPORT_FEEDBACK = 205;
  private static final int PAYLOAD_FEEDBACK = 206;

  private static final int NACK = 1;
  private static final int TRANSPORT_WIDE = 15;
  private static final int PICTURE_LOSS = 1;
  private static final int FULL_INTRA = 4;
  private static final int REPORT_BLOCK = 24;

  private RtcpReader() {}

  /// Reads as far as the packet is well formed; unknown kinds, REMB among them, are skipped.
  ///
  /// @return `false`: a part of it is malformed
  public static boolean read(byte[] packet, int offset, int length, RtcpListener to) {
    ByteBuffer b = ByteBuffer.wrap(packet);
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (end - at < 4 || (b.get(at) & 0xc0) != 0x80) {
        return false;
      }
      int next = at + 4 + 4 * (b.getShort(at + 2) & 0xffff);
      if (next > end) {
        return false;
      }
      int padding = (b.get(at) & 0x20) != 0 ? b.get(next - 1) & 0xff : 0;
      if (padding > next - at - 4) {
        return false;
      }
      if (!one(b, at, next - padding, to)) {
        return false;
      }
      at = next;
    }
    return true;
  }

  private static boolean one(ByteBuffer b, int at, int end, RtcpListener to) {
    int format = b.get(at) & 0x1f;
    switch (b.get(at + 1) & 0xff) {
      case SENDER_REPORT -> {
        return reports(b, at + 28, end, format, to);
      }
      case RECEIVER_REPORT -> {
        return reports(b, at + 8, end, format, to);
      }
      case TRANSPORT_FEEDBACK -> {
        return end - at >= 12 && transport(b, at, end, format, to);
      }
      case PAYLOAD_FEEDBACK -> {
        return end - at >= 12 && payload(b, at, end, format, to);
      }
      default -> {
        return true; // descriptions, goodbyes, extended reports
      }
    }
  }

  private static boolean reports(ByteBuffer b, int first, int end, int count, RtcpListener to) {
    if (end - first < count * REPORT_BLOCK) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      int at = first + i * REPORT_BLOCK;
      to.report(b.getInt(at), b.get(at + 4) & 0xff, b.getInt(at + 16), b.getInt(at + 20));
    }
    return true;
  }

  private static boolean transport(ByteBuffer b, int at, int end, int format, RtcpListener to) {
    if (format == TRANSPORT_WIDE) {
      return TransportFeedback.read(b, at + 12, end, to);
    }
    if (format == NACK) {
      int ssrc = b.getInt(at + 8);
      for (int i = at + 12; i + 4 <= end; i += 4) {
        int first = b.getShort(i) & 0xffff;
        int following = b.getShort(i + 2) & 0xffff;
        to.missing(ssrc, first);
        for (int bit = 0; bit < 16; bit++) {
          if ((following >>> bit & 1) != 0) {
            to.missing(ssrc, first + bit + 1 & 0xffff);
          }
        }
      }
    }
    return true;
  }

  private static boolean payload(ByteBuffer b, int at, int end, int format, RtcpListener to) {
    if (format == PICTURE_LOSS) {
      to.keyFrameWanted(b.getInt(at + 8));
    } else if (format == FULL_INTRA) {
      for (int i = at + 12; i + 8 <= end; i += 8) {
        to.keyFrameWanted(b.getInt(i));
      }
    }
    return true;
  }
}
