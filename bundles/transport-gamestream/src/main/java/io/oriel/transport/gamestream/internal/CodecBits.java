package io.oriel.transport.gamestream.internal;

import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.StreamFormat;
import java.util.Collection;

/// `ServerCodecModeSupport` (GameStream protocol notes §1.5). DESCRIBE has to offer the same codecs
/// (GS-H-07), so both are made from the formats of a session plan.
public final class CodecBits {
  /// Always set.
  public static final int H264 = 0x1;

  public static final int HEVC_MAIN = 0x100;
  public static final int HEVC_MAIN10 = 0x200;
  public static final int AV1_MAIN8 = 0x10000;
  public static final int AV1_MAIN10 = 0x20000;
  public static final int H264_HIGH8_444 = 0x40000;
  public static final int HEVC_REXT8_444 = 0x80000;
  public static final int HEVC_REXT10_444 = 0x100000;
  public static final int AV1_HIGH8_444 = 0x200000;
  public static final int AV1_HIGH10_444 = 0x400000;

  private CodecBits() {}

  /// The bits of what can be offered; [#H264] also when nothing can.
  public static int of(Collection<StreamFormat> formats) {
    return formats.stream()
        .filter(format -> offers(formats, format.codec()))
        .mapToInt(CodecBits::of)
        .reduce(H264, (a, b) -> a | b);
  }

  /// Whether a codec may be offered at all. Clients take it for granted that a host with a codec
  /// has its plain profile, 8 bits and 4:2:0, and ask for that when their own wish is not there.
  public static boolean offers(Collection<StreamFormat> formats, Codec codec) {
    return formats.stream()
        .anyMatch(
            format ->
                format.codec() == codec
                    && format.bitDepth() == 8
                    && format.chroma() == Chroma.YUV420);
  }

  private static int of(StreamFormat format) {
    boolean full = format.chroma() == Chroma.YUV444;
    boolean deep = format.bitDepth() == 10;
    if (format.codec() == Codec.H264) {
      return full && !deep ? H264_HIGH8_444 : 0;
    }
    if (format.codec() == Codec.HEVC) {
      if (full) {
        return deep ? HEVC_REXT10_444 : HEVC_REXT8_444;
      }
      return deep ? HEVC_MAIN10 : HEVC_MAIN;
    }
    if (full) {
      return deep ? AV1_HIGH10_444 : AV1_HIGH8_444;
    }
    return deep ? AV1_MAIN10 : AV1_MAIN8;
  }
}
