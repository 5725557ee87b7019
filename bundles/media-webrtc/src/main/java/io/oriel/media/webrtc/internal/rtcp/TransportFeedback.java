package io.oriel.media.webrtc.internal.rtcp;

import java.nio.ByteBuffer;

/// Reads transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1).
///
/// ```
///  base number (16) | packets (16)
///  reference time (24, 64 ms) | feedback number (8)
///  chunks (16 each): 0 | symbol (2) | run (13)   or   1 | 0 | 14 symbols (1)
///                                                or   1 | 1 | 7 symbols (2)
///  arrival deltas of 250 µs: 8 bits for symbol 1, 16 signed bits for symbol 2
/// ```
final class TransportFeedback {
  private static final int TICK_MICROS = 250;
  private static final int REFERENCE_MICROS = 64_000;
  private static final int SMALL = 1;
  private static final int LARGE = 2;

  /// Packets of one report; more than anybody can have sent since the last one.
  private static final int MOST_PACKETS = 1 << 13;

  private TransportFeedback() {}

  /// @param at where the base number stands
  static boolean read(ByteBuffer b, int at, int end, RtcpListener to) {
    if (end - at < 8) {
      return false;
    }
    int base = b.getShort(at) & 0xffff;
    int packets = b.getShort(at + 2) & 0xffff;
    if (packets > MOST_PACKETS) {
      return false; // some bytes of it would cost the time of thousands
    }
    long micros = (long) (b.getInt(at + 4) >>> 8) * REFERENCE_MICROS;
    int chunks = at + 8;
    int deltas = deltas(b, chunks, end, packets);
    if (deltas < 0) {
      return false;
    }
    to.feedback();
    boolean complete = true;
    int n = 0;
    for (int chunk = chunks; n < packets && complete; chunk += 2) {
      int bits = b.getShort(chunk) & 0xffff;
      int held = Math.min(held(bits), packets - n);
      for (int i = 0; i < held; i++, n++) {
        int symbol = symbol(bits, i);
        int bytes = symbol == SMALL ? 1 : symbol == LARGE ? 2 : 0;
        if (deltas + bytes > end) {
          complete = false;
          break;
        }
        if (bytes > 0) {
          int ticks = bytes == 1 ? b.get(deltas) & 0xff : b.getShort(deltas);
          micros += (long) ticks * TICK_MICROS;
          deltas += bytes;
        }
        to.packet(base + n & 0xffff, bytes == 0 ? -1 : Math.max(0, micros));
      }
    }
    to.feedbackEnd();
    return complete;
  }

  /// Where the deltas begin: behind as many chunks as hold all packets; -1: too few.
  private static int deltas(ByteBuffer b, int chunks, int end, int packets) {
    int at = chunks;
    for (int n = 0; n < packets; at += 2) {
      if (at + 2 > end) {
        return -1;
      }
      int held = held(b.getShort(at) & 0xffff);
      if (held == 0) {
        return -1; // an empty run would hold nothing for ever
      }
      n += held;
    }
    return at;
  }

  private static int held(int chunk) {
    if ((chunk & 0x8000) == 0) {
      return chunk & 0x1fff;
    }
    return (chunk & 0x4000) == 0 ? 14 : 7;
  }

  private static int symbol(int chunk, int index) {
    if ((chunk & 0x8000) == 0) {
      return chunk >>> 13 & 3;
    }
    return (chunk & 0x4000) == 0 ? chunk >>> 13 - index & 1 : chunk >>> 12 - 2 * index & 3;
  }
}
