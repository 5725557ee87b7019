package io.oriel.client.gamestream;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Codecs and their profiles that a client can ask for, with the bit in `ServerCodecModeSupport`
/// (GameStream protocol notes §1.5) and what ANNOUNCE says of them (§2.5).
public enum VideoCodec {
  H264(Family.H264, 8, false, 0x1),
  HEVC(Family.HEVC, 8, false, 0x100),
  HEVC10(Family.HEVC, 10, false, 0x200),
  AV1(Family.AV1, 8, false, 0x10000),
  AV1_10(Family.AV1, 10, false, 0x20000),
  H264_444(Family.H264, 8, true, 0x40000),
  HEVC_444(Family.HEVC, 8, true, 0x80000),
  HEVC10_444(Family.HEVC, 10, true, 0x100000),
  AV1_444(Family.AV1, 8, true, 0x200000),
  AV1_10_444(Family.AV1, 10, true, 0x400000);

  /// A codec without regard to depth and chroma, in the order of `bitStreamFormat`.
  public enum Family {
    H264(""),
    HEVC("sprop-parameter-sets=AAAAAU"),
    AV1("AV1/90000");

    private final String mark;

    Family(String mark) {
      this.mark = mark;
    }
  }

  private final Family family;
  private final int bitDepth;
  private final boolean yuv444;
  private final int modeBit;

  VideoCodec(Family family, int bitDepth, boolean yuv444, int modeBit) {
    this.family = family;
    this.bitDepth = bitDepth;
    this.yuv444 = yuv444;
    this.modeBit = modeBit;
  }

  public Family family() {
    return family;
  }

  /// 8 or 10; `dynamicRangeMode` is 1 for 10.
  public int bitDepth() {
    return bitDepth;
  }

  /// A chroma sample for each pixel and not for 2×2: `chromaSamplingType` 1.
  public boolean yuv444() {
    return yuv444;
  }

  /// `bitStreamFormat`.
  public int wire() {
    return family.ordinal();
  }

  public int modeBit() {
    return modeBit;
  }

  /// The text whose presence in the DESCRIBE answer offers the codec; empty for H.264.
  public String mark() {
    return family.mark;
  }

  /// ffmpeg's name of the pixel format that it decodes to.
  public String pixels() {
    return (yuv444 ? "yuv444p" : "yuv420p") + (bitDepth == 10 ? "10le" : "");
  }

  /// As on the command line: `hevc10-444`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Reads what [#toString()] writes, in any case.
  ///
  /// @throws IllegalArgumentException names what there is
  public static VideoCodec named(String text) {
    return Arrays.stream(values())
        .filter(codec -> codec.toString().equalsIgnoreCase(text.replace('_', '-')))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no codec "
                        + text
                        + "; there are "
                        + Arrays.stream(values())
                            .map(VideoCodec::toString)
                            .collect(Collectors.joining(", "))));
  }
}
