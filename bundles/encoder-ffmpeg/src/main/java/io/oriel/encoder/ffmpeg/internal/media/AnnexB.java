package io.oriel.encoder.ffmpeg.internal.media;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.oriel.api.media.Codec;
import java.lang.foreign.MemorySegment;

/// Copies a frame of an Annex B byte stream without what stands in the way of stock clients.
///
/// Moonlight clients know a key frame by parameter sets and the start of its slice within the first
/// packet (GameStream protocol notes, GS-V-08); x264 and x265 put their settings there as a user
/// data SEI of up to 700 bytes. Access unit delimiters and SEI before the first slice are left out.
/// NAL unit types: ITU-T H.264 table 7-1, H.265 table 7-1.
final class AnnexB {
  private AnnexB() {}

  /// @param to has room for all of `from`
  /// @return bytes written
  static int copy(Codec codec, MemorySegment from, MemorySegment to) {
    int length = (int) from.byteSize();
    int written = 0;
    int at = 0;
    while (at < length) {
      int nal = afterStartCode(from, at);
      int type = nal < length ? type(codec, from.get(JAVA_BYTE, nal)) : -1;
      if (type < 0 || slice(codec, type)) {
        break; // slices follow one another: the rest is copied as it is
      }
      int next = nextStartCode(from, nal);
      if (!left(codec, type)) {
        MemorySegment.copy(from, at, to, written, next - at);
        written += next - at;
      }
      at = next;
    }
    MemorySegment.copy(from, at, to, written, length - at);
    return written + length - at;
  }

  private static int afterStartCode(MemorySegment bytes, int at) {
    int i = at;
    while (i < bytes.byteSize() && bytes.get(JAVA_BYTE, i) == 0) {
      i++;
    }
    return i + 1;
  }

  /// Where the next start code begins, its leading zero of four included; the end if there is none.
  private static int nextStartCode(MemorySegment bytes, int from) {
    int length = (int) bytes.byteSize();
    for (int i = from; i + 2 < length; i++) {
      if (bytes.get(JAVA_BYTE, i) == 0
          && bytes.get(JAVA_BYTE, i + 1L) == 0
          && bytes.get(JAVA_BYTE, i + 2L) == 1) {
        return i > from && bytes.get(JAVA_BYTE, i - 1L) == 0 ? i - 1 : i;
      }
    }
    return length;
  }

  static int type(Codec codec, byte header) {
    return codec == Codec.H264 ? header & 0x1f : header >> 1 & 0x3f;
  }

  private static boolean slice(Codec codec, int type) {
    return codec == Codec.H264 ? type >= 1 && type <= 5 : type <= 31;
  }

  private static boolean left(Codec codec, int type) {
    return codec == Codec.H264 ? type == 6 || type == 9 : type == 35 || type == 39 || type == 40;
  }
}
