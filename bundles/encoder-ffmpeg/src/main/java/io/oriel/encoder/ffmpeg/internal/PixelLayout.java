package io.oriel.encoder.ffmpeg.internal;

import io.oriel.api.media.Chroma;
import io.oriel.api.media.StreamFormat;
import org.bytedeco.ffmpeg.global.avutil;

/// How the samples of a picture lie in memory, which decides the profile of its codec.
public enum PixelLayout {
  YUV420(8, Chroma.YUV420, avutil.AV_PIX_FMT_YUV420P),
  YUV420_10(10, Chroma.YUV420, avutil.AV_PIX_FMT_YUV420P10LE),
  YUV444(8, Chroma.YUV444, avutil.AV_PIX_FMT_YUV444P),
  YUV444_10(10, Chroma.YUV444, avutil.AV_PIX_FMT_YUV444P10LE);

  private final int bitDepth;
  private final Chroma chroma;
  private final int planar;

  PixelLayout(int bitDepth, Chroma chroma, int planar) {
    this.bitDepth = bitDepth;
    this.chroma = chroma;
    this.planar = planar;
  }

  /// The layout that a stream needs.
  public static PixelLayout of(StreamFormat format) {
    if (format.chroma() == Chroma.YUV444) {
      return format.bitDepth() == 8 ? YUV444 : YUV444_10;
    }
    return format.bitDepth() == 8 ? YUV420 : YUV420_10;
  }

  public int bitDepth() {
    return bitDepth;
  }

  public Chroma chroma() {
    return chroma;
  }

  /// FFmpeg's `AVPixelFormat` with three planes.
  public int planar() {
    return planar;
  }

  /// Rows of a chroma plane.
  public int chromaRows(int heightPx) {
    return chroma == Chroma.YUV444 ? heightPx : heightPx / 2;
  }

  /// As in keys of facts: `8-420`.
  public String key() {
    return bitDepth + (chroma == Chroma.YUV444 ? "-444" : "-420");
  }

  /// For people: `8 bits 4:2:0`.
  @Override
  public String toString() {
    return bitDepth + " bits " + (chroma == Chroma.YUV444 ? "4:4:4" : "4:2:0");
  }
}
