package io.oriel.lib.browser.wire;

import io.oriel.api.media.StreamFormat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;

/// What `VideoDecoder.configure` of a page is told of a stream: read from the parameter sets before
/// its first key frame, since encoders choose profile and level themselves.
///
/// Forms are those of RFC 6381 §3.3 (`avc1`), ISO/IEC 14496-15 annex E (`hev1`, parameter sets in
/// band) and the AV1 codec ISO media file format binding §5 (`av01`).
public final class CodecString {
  /// Parameter sets come first and are short.
  private static final int LOOKED_AT_BYTES = 4096;

  private static final int H264_SPS = 7;
  private static final int HEVC_SPS = 33;
  private static final int AV1_SEQUENCE_HEADER = 1;

  private CodecString() {}

  /// Of a stream.
  ///
  /// @param keyFrame bitstream of a key frame
  /// @return as its parameter sets say; a usual one if there are none
  public static String of(StreamFormat format, MemorySegment keyFrame, int length) {
    byte[] head = keyFrame.asSlice(0, Math.min(length, LOOKED_AT_BYTES)).toArray(JAVA_BYTE);
    String found =
        switch (format.codec()) {
          case H264 -> h264(head);
          case HEVC -> hevc(head);
          case AV1 -> av1(head, format.bitDepth());
        };
    return found != null ? found : usual(format);
  }

  private static final ValueLayout.OfByte JAVA_BYTE = ValueLayout.JAVA_BYTE;

  private static String usual(StreamFormat format) {
    boolean large = (long) format.widthPx() * format.heightPx() > 2048 * 1152;
    return switch (format.codec()) {
      case H264 -> large ? "avc1.640034" : "avc1.64002A"; // High, level 5.2 or 4.2
      case HEVC -> (format.bitDepth() == 8 ? "hev1.1.6.L" : "hev1.2.4.L") + (large ? 156 : 123);
      case AV1 -> "av01.0." + (large ? "13M." : "09M.") + (format.bitDepth() == 8 ? "08" : "10");
    };
  }

  /// ITU-T H.264 §7.3.2.1.1: `profile_idc`, constraint flags, `level_idc` follow the header byte.
  private static String h264(byte[] bytes) {
    int at = nal(bytes, 0x1f, 0, H264_SPS) + 1;
    return at == 0 || at + 3 > bytes.length
        ? null
        : "avc1.%02X%02X%02X"
            .formatted(bytes[at] & 0xff, bytes[at + 1] & 0xff, bytes[at + 2] & 0xff);
  }

  /// ITU-T H.265 §7.3.2.2.1 and §7.3.3: four bits of ids, three and one more, then the profile.
  private static String hevc(byte[] bytes) {
    int at = nal(bytes, 0x7e, 1, HEVC_SPS);
    if (at < 0) {
      return null;
    }
    byte[] plain = withoutEmulation(bytes, at + 2);
    var bits = new BitReader(plain, 1, plain.length);
    long space = bits.bits(2);
    boolean high = bits.flag();
    long profile = bits.bits(5);
    int compatible = Integer.reverse((int) bits.bits(32));
    var constraints = new StringBuilder();
    var pending = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      long constraint = bits.bits(8);
      pending.append('.').append(Long.toHexString(constraint).toUpperCase(Locale.ROOT));
      if (constraint != 0) { // trailing zeros are left out
        constraints.append(pending);
        pending.setLength(0);
      }
    }
    long level = bits.bits(8);
    if (bits.beyond()) {
      return null;
    }
    return "hev1."
        + (space == 0 ? "" : String.valueOf((char) ('A' + space - 1)))
        + profile
        + '.'
        + Integer.toHexString(compatible).toUpperCase(Locale.ROOT)
        + '.'
        + (high ? 'H' : 'L')
        + level
        + constraints;
  }

  /// Where a NAL unit of a type begins, behind its start code; -1: none.
  private static int nal(byte[] bytes, int mask, int shift, int type) {
    for (int i = 0; i + 3 < bytes.length; i++) {
      if (bytes[i] == 0
          && bytes[i + 1] == 0
          && bytes[i + 2] == 1
          && (bytes[i + 3] & mask) >> shift == type) {
        return i + 3;
      }
    }
    return -1;
  }

  /// The first bytes of a NAL unit without the threes that keep start codes out of it.
  private static byte[] withoutEmulation(byte[] bytes, int at) {
    byte[] plain = new byte[Math.clamp(bytes.length - at, 0, 32)];
    int count = 0;
    int zeros = 0;
    for (int i = at; i < bytes.length && count < plain.length; i++) {
      if (zeros >= 2 && bytes[i] == 3) {
        zeros = 0;
      } else {
        zeros = bytes[i] == 0 ? zeros + 1 : 0;
        plain[count++] = bytes[i];
      }
    }
    return java.util.Arrays.copyOf(plain, count);
  }

  /// AV1 specification §5.3 and §5.5.1.
  private static String av1(byte[] bytes, int bitDepth) {
    int at = 0;
    while (at < bytes.length) {
      int header = bytes[at++] & 0xff;
      int extension = header >> 2 & 1;
      at += extension;
      if ((header & 2) == 0) {
        return null; // without a size it is the last one
      }
      long size = 0;
      for (int i = 0; i < 8 && at < bytes.length; i++) { // leb128
        int part = bytes[at++] & 0xff;
        size |= (long) (part & 0x7f) << i * 7;
        if (part < 0x80) {
          break;
        }
      }
      if ((header >> 3 & 15) == AV1_SEQUENCE_HEADER) {
        return sequence(new BitReader(bytes, at, bytes.length), bitDepth);
      }
      at = (int) Math.min(bytes.length, at + size);
    }
    return null;
  }

  private static String sequence(BitReader bits, int bitDepth) {
    long profile = bits.bits(3);
    bits.flag(); // still_picture
    long level;
    boolean high = false;
    if (bits.flag()) { // reduced_still_picture_header
      level = bits.bits(5);
    } else {
      if (bits.flag()) { // timing_info_present_flag
        timing(bits);
      }
      bits.flag(); // initial_display_delay_present_flag
      bits.bits(5); // operating_points_cnt_minus_1
      bits.bits(12); // operating_point_idc
      level = bits.bits(5);
      high = level > 7 && bits.flag();
    }
    return bits.beyond()
        ? null
        : "av01.%d.%02d%c.%02d".formatted(profile, level, high ? 'H' : 'M', bitDepth);
  }

  private static void timing(BitReader bits) {
    bits.bits(32); // num_units_in_display_tick
    bits.bits(32); // time_scale
    if (bits.flag()) { // equal_picture_interval
      int zeros = 0;
      while (zeros < 32 && !bits.flag() && !bits.beyond()) { // uvlc
        zeros++;
      }
      bits.bits(zeros);
    }
    if (bits.flag()) { // decoder_model_info_present_flag
      bits.bits(32);
      bits.bits(15);
    }
  }
}
