package io.oriel.media.webrtc.internal.rtp;

/// AV1 (RTP Payload Format For AV1, version 1.0, §4): one temporal unit of OBUs in low-overhead
/// format. Delimiters, padding and tile lists are left out (§5), sizes inside OBUs as well; every
/// element has its length before it (W = 0).
///
/// ```
///  Z continues | Y goes on | W (2) | N begins a sequence | 0 0 0
///  length (leb128) | element …
/// ```
final class Av1Packetizer implements Packetizer {
  private static final int TEMPORAL_DELIMITER = 2;
  private static final int TILE_LIST = 8;
  private static final int PADDING = 15;
  private static final int EXTENSION = 0x04;
  private static final int HAS_SIZE = 0x02;

  private static final int CONTINUES = 0x80;
  private static final int GOES_ON = 0x40;
  private static final int NEW_SEQUENCE = 0x08;
  private static final int LEAST = 4; // a length and a few bytes: less is not worth an element

  private FrameWriter to;
  private int start; // of the packet's payload; -1: none is open
  private int used; // of it
  private boolean fresh; // no packet of this frame was begun yet
  private boolean sequence; // the frame is a key frame

  @Override
  public boolean pack(byte[] frame, int length, boolean key, FrameWriter writer) {
    to = writer;
    start = -1;
    fresh = true;
    sequence = key;
    int at = 0;
    while (at < length) {
      int header = frame[at] & 0xff;
      int headerBytes = (header & EXTENSION) != 0 ? 2 : 1;
      int body = at + headerBytes;
      long size = length - body;
      if ((header & HAS_SIZE) != 0) {
        long leb = leb128(frame, body, length);
        if (leb < 0) {
          return false;
        }
        size = leb >>> 4;
        body += (int) (leb & 15);
      }
      if ((header & 0x80) != 0 || size < 0 || size > length - body) {
        return false;
      }
      int type = header >>> 3 & 15;
      boolean wanted = type != TEMPORAL_DELIMITER && type != TILE_LIST && type != PADDING;
      if (wanted && !element(frame, at, headerBytes, body, (int) size)) {
        return false;
      }
      at = body + (int) size;
    }
    finish(false);
    return true;
  }

  /// Writes an OBU: its header without the size, then its body, cut where a packet is full.
  private boolean element(byte[] frame, int header, int headerBytes, int body, int size) {
    int total = headerBytes + size;
    int done = 0;
    while (done < total) {
      if (start >= 0 && to.most() - used < LEAST) {
        finish(done > 0);
      }
      if (start < 0 && !begin(done > 0)) {
        return false;
      }
      int room = to.most() - used - 1;
      int take = Math.min(room > 127 ? room - 1 : room, total - done);
      byte[] out = to.bytes();
      int at = start + used;
      if (take > 127) {
        out[at++] = (byte) (take & 0x7f | 0x80);
        out[at++] = (byte) (take >>> 7);
      } else {
        out[at++] = (byte) take;
      }
      for (int i = 0; i < take; ) {
        int from = done + i;
        if (from < headerBytes) {
          out[at + i++] = (byte) (from == 0 ? frame[header] & ~HAS_SIZE : frame[header + 1]);
        } else {
          System.arraycopy(frame, body + from - headerBytes, out, at + i, take - i);
          i = take;
        }
      }
      used = at + take - start;
      done += take;
      if (done < total) {
        finish(true);
      }
    }
    return true;
  }

  private boolean begin(boolean continues) {
    int at = to.begin();
    if (at < 0) {
      return false;
    }
    start = at;
    used = 1;
    to.bytes()[at] = (byte) ((continues ? CONTINUES : 0) | (fresh && sequence ? NEW_SEQUENCE : 0));
    fresh = false;
    return true;
  }

  private void finish(boolean goesOn) {
    if (start >= 0) {
      if (goesOn) {
        to.bytes()[start] |= (byte) GOES_ON;
      }
      to.end(used);
      start = -1;
    }
  }

  /// @return the value above the lowest 4 bits, which hold its bytes; -1: malformed
  private static long leb128(byte[] from, int at, int end) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      if (at + i >= end) {
        return -1;
      }
      value |= (long) (from[at + i] & 0x7f) << 7 * i;
      if (from[at + i] >= 0) {
        return value <= Integer.MAX_VALUE ? value << 4 | i + 1 : -1;
      }
    }
    return -1;
  }
}
