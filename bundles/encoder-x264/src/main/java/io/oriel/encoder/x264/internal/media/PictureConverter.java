package io.oriel.encoder.x264.internal.media;

import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Frame;
import io.oriel.api.media.StreamFormat;
import io.oriel.encoder.x264.internal.nat.X264Context;
import io.oriel.encoder.x264.internal.nat.X264Parameters;
import io.oriel.media.convert.RgbToYuv;

/// Writes a captured picture where x264 reads it. Video thread.
///
/// @param rgb converts pixels as captured to the stream's colour
/// @param full a chroma sample for every pixel, in planes of their own
public record PictureConverter(RgbToYuv rgb, boolean full, int widthPx, int heightPx) {
  /// What x264 is given for a stream.
  static int csp(StreamFormat output) {
    return output.chroma() == Chroma.YUV444 ? X264Parameters.I444 : X264Parameters.NV12;
  }

  /// For a stream. Control thread; the first in a process takes up to a second.
  public static PictureConverter of(EncoderRequest request) {
    var output = request.output();
    return new PictureConverter(
        RgbToYuv.of(request.input().fourcc(), output.color(), 8, output.chroma()),
        output.chroma() == Chroma.YUV444,
        output.widthPx(),
        output.heightPx());
  }

  void convert(Frame frame, X264Context to) {
    if (full) {
      convertFull(frame, to);
      return;
    }
    rgb.toNv12(
        frame.planeBytes(0),
        frame.planeOffset(0),
        frame.planeStride(0),
        to.plane(0),
        to.stride(0),
        to.plane(1),
        to.stride(1),
        widthPx,
        0,
        heightPx);
  }

  private void convertFull(Frame frame, X264Context to) {
    rgb.toPlanar(
        frame.planeBytes(0),
        frame.planeOffset(0),
        frame.planeStride(0),
        to.plane(0),
        to.stride(0),
        to.plane(1),
        to.plane(2),
        to.stride(1),
        widthPx,
        0,
        heightPx);
  }
}
