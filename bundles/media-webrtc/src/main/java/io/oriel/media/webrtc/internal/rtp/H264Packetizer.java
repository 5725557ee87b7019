package io.oriel.media.webrtc.internal.rtp;

/// H.264 in packetization mode 1 (RFC 6184): parameter sets together in one packet (STAP-A,
/// §5.7.1), units that fit alone, others in fragments (FU-A, §5.8). Delimiters and filler are left
/// out.
final class H264Packetizer implements Packetizer {
  private static final int SEI = 6;
  private static final int SPS = 7;
  private static final int PPS = 8;
  private static final int DELIMITER = 9;
  private static final int FILLER = 12;
  private static final int STAP_A = 24;
  private static final int FU_A = 28;
  private static final int MOST_JOINED = 16;

  private final int[] joinedFrom = new int[MOST_JOINED];
  private final int[] joinedTo = new int[MOST_JOINED];
  private int joined;
  private int joinedBytes;

  @Override
  public boolean pack(byte[] frame, int length, boolean key, FrameWriter to) {
    joined = 0;
    joinedBytes = 1;
    int from = NalUnits.next(frame, 0, length);
    while (from < length) {
      int next = NalUnits.next(frame, from, length);
      int end = NalUnits.end(frame, from, next, length);
      if (end > from && !unit(frame, from, end, to)) {
        return false;
      }
      from = next;
    }
    return flush(frame, to);
  }

  private boolean unit(byte[] frame, int from, int end, FrameWriter to) {
    int type = frame[from] & 0x1f;
    if (type == DELIMITER || type == FILLER) {
      return true;
    }
    int size = end - from;
    if (type == SPS || type == PPS || type == SEI) {
      if (joined == MOST_JOINED || joinedBytes + 2 + size > to.most()) {
        if (!flush(frame, to)) {
          return false;
        }
      }
      if (3 + size <= to.most()) {
        joinedFrom[joined] = from;
        joinedTo[joined++] = end;
        joinedBytes += 2 + size;
        return true;
      }
    }
    return flush(frame, to)
        && (size <= to.most() ? alone(frame, from, size, to) : cut(frame, from, size, to));
  }

  private static boolean alone(byte[] frame, int from, int size, FrameWriter to) {
    int at = to.begin();
    if (at < 0) {
      return false;
    }
    System.arraycopy(frame, from, to.bytes(), at, size);
    to.end(size);
    return true;
  }

  private boolean flush(byte[] frame, FrameWriter to) {
    int count = joined;
    joined = 0;
    joinedBytes = 1;
    if (count == 0) {
      return true;
    }
    if (count == 1) {
      return alone(frame, joinedFrom[0], joinedTo[0] - joinedFrom[0], to);
    }
    int at = to.begin();
    if (at < 0) {
      return false;
    }
    byte[] out = to.bytes();
    int i = at + 1;
    int importance = 0;
    for (int n = 0; n < count; n++) {
      int size = joinedTo[n] - joinedFrom[n];
      importance = Math.max(importance, frame[joinedFrom[n]] & 0x60); // §5.7: the highest NRI
      out[i] = (byte) (size >>> 8);
      out[i + 1] = (byte) size;
      System.arraycopy(frame, joinedFrom[n], out, i + 2, size);
      i += 2 + size;
    }
    out[at] = (byte) (importance | STAP_A);
    to.end(i - at);
    return true;
  }

  private static boolean cut(byte[] frame, int from, int size, FrameWriter to) {
    int header = frame[from];
    int room = to.most() - 2;
    int done = 1; // the header goes into both bytes of each fragment
    while (done < size) {
      int at = to.begin();
      if (at < 0) {
        return false;
      }
      int take = Math.min(room, size - done);
      byte[] out = to.bytes();
      out[at] = (byte) (header & 0xe0 | FU_A);
      int ends = (done == 1 ? 0x80 : 0) | (done + take == size ? 0x40 : 0);
      out[at + 1] = (byte) (ends | header & 0x1f);
      System.arraycopy(frame, from + done, out, at + 2, take);
      to.end(2 + take);
      done += take;
    }
    return true;
  }
}
