package io.oriel.media.webrtc.internal.rtp;

/// Finds NAL units of a byte stream (ITU-T H.264 Annex B): `00 00 01` before each.
final class NalUnits {
  private NalUnits() {}

  /// Where the next unit begins, behind its start code.
  ///
  /// @param from where to search
  /// @return `length`: there is none
  static int next(byte[] stream, int from, int length) {
    int i = from;
    while (i + 2 < length) {
      int third = stream[i + 2];
      if (third > 1 || third < 0) {
        i += 3;
      } else if (third == 0) {
        i++;
      } else if (stream[i] == 0 && stream[i + 1] == 0) {
        return i + 3;
      } else {
        i += 3;
      }
    }
    return length;
  }

  /// Where a unit ends: before the next one's start code and the zeros around it.
  ///
  /// @param from where it begins
  /// @param next where the next one begins, or the stream's end
  static int end(byte[] stream, int from, int next, int length) {
    int end = next < length || code(stream, next) ? next - 3 : next;
    while (end > from && stream[end - 1] == 0) {
      end--; // trailing_zero_8bits; a unit itself never ends with a zero
    }
    return Math.max(from, end);
  }

  /// Whether a start code stands at the very end, before an empty unit.
  private static boolean code(byte[] stream, int end) {
    return end >= 3 && stream[end - 1] == 1 && stream[end - 2] == 0 && stream[end - 3] == 0;
  }
}
