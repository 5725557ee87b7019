package io.oriel.encoder.ffmpeg.internal.media;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT2020;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT2020_10;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_IEC61966_2_1;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE2084;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.ColorSpec;
import io.oriel.encoder.ffmpeg.internal.EncoderKind;
import io.oriel.encoder.ffmpeg.internal.PixelLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;

/// What a request means in FFmpeg's words: no delay, no reordering, key frames only on request.
final class AvParameters {
  /// Frames the rate may be borrowed over. One keeps every frame small and hurts moving pictures;
  /// two double the latency of a large one.
  private static final double VBV_FRAMES = 1.5;

  /// Narrower pictures are not worth dividing among threads.
  private static final int NARROW_PX = 512;

  /// A key frame interval that never comes; `X264_KEYINT_MAX_INFINITE` of x264.h.
  private static final int NEVER = 1 << 30;

  private AvParameters() {}

  static void apply(AVCodecContext codec, EncoderKind kind, EncoderRequest request, int threads) {
    var output = request.output();
    codec.width(output.widthPx());
    codec.height(output.heightPx());
    codec.pix_fmt(pixelFormat(kind, PixelLayout.of(output)));
    codec.time_base(av_make_q(1000, output.milliHz()));
    codec.framerate(av_make_q(output.milliHz(), 1000));
    codec.max_b_frames(0);
    codec.gop_size(
        switch (kind) {
          case X264, AOM_AV1 -> NEVER;
          case OPENH264 -> 0;
          case X265, SVT_AV1 -> -1;
        });
    codec.flags(codec.flags() | avcodec.AV_CODEC_FLAG_LOW_DELAY | avcodec.AV_CODEC_FLAG_CLOSED_GOP);
    if (request.maxReferenceFrames() > 0) {
      codec.refs(request.maxReferenceFrames());
    }
    if (kind == EncoderKind.X264 || kind == EncoderKind.OPENH264) {
      codec.thread_count(threads);
      codec.thread_type(AVCodecContext.FF_THREAD_SLICE);
      codec.slices(Math.max(request.slicesPerFrame(), threads));
    } else if (kind == EncoderKind.AOM_AV1) {
      codec.thread_count(threads);
    }
    rate(codec, kind, request, request.bitsPerSecond());
    var color = output.color();
    codec.color_range(range(color));
    codec.color_primaries(primaries(color));
    codec.color_trc(transfer(color));
    codec.colorspace(matrix(color));
  }

  /// FFmpeg's `AVPixelFormat` that the encoder is handed.
  static int pixelFormat(EncoderKind kind, PixelLayout layout) {
    return kind.nv12(layout) ? AV_PIX_FMT_NV12 : layout.planar();
  }

  private static int range(ColorSpec color) {
    return color.range() == ColorSpec.Range.FULL ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
  }

  private static int primaries(ColorSpec color) {
    return switch (color.primaries()) {
      case BT709 -> AVCOL_PRI_BT709;
      case BT601 -> AVCOL_PRI_SMPTE170M;
      case BT2020 -> AVCOL_PRI_BT2020;
    };
  }

  private static int transfer(ColorSpec color) {
    return switch (color.transfer()) {
      case BT709 -> AVCOL_TRC_BT709;
      case BT601 -> AVCOL_TRC_SMPTE170M;
      case SRGB -> AVCOL_TRC_IEC61966_2_1;
      case BT2020_10 -> AVCOL_TRC_BT2020_10;
      case PQ -> AVCOL_TRC_SMPTE2084;
    };
  }

  private static int matrix(ColorSpec color) {
    return switch (color.matrix()) {
      case BT601 -> AVCOL_SPC_SMPTE170M;
      case BT2020 -> AVCOL_SPC_BT2020_NCL;
      case BT709, RGB -> AVCOL_SPC_BT709;
    };
  }

  /// Sets the rate, also of an open context.
  static void rate(
      AVCodecContext codec, EncoderKind kind, EncoderRequest request, long bitsPerSecond) {
    codec.bit_rate(bitsPerSecond);
    if (kind == EncoderKind.SVT_AV1) {
      return; // refuses a maximum in its constant bit rate mode
    }
    double buffer = bitsPerSecond * 1000.0 / request.output().milliHz() * VBV_FRAMES;
    if (request.maxFrameBytes() > 0) {
      buffer = Math.min(buffer, request.maxFrameBytes() * 8.0);
    }
    codec.rc_max_rate(bitsPerSecond);
    if (kind == EncoderKind.AOM_AV1) {
      codec.rc_min_rate(bitsPerSecond); // all three alike is how libaomenc.c is told CBR
    }
    codec.rc_buffer_size((int) Math.min(buffer, Integer.MAX_VALUE));
  }

  static Map<String, String> options(
      EncoderKind kind, EncoderRequest request, int threads, String preset) {
    var options = new LinkedHashMap<String, String>();
    switch (kind) {
      case X264 -> {
        options.put("preset", preset);
        options.put("tune", "zerolatency");
        options.put("forced-idr", "1");
        options.put("x264-params", "sliced-threads=1:rc-lookahead=0:sync-lookahead=0:aud=0");
      }
      case OPENH264 -> {
        options.put("allow_skip_frames", "0");
        options.put("rc_mode", "bitrate");
      }
      case X265 -> {
        options.put("preset", preset);
        options.put("tune", "zerolatency");
        options.put("forced-idr", "1");
        // more than one frame thread delays frames
        options.put(
            "x265-params",
            "frame-threads=1:pools=%d:keyint=-1:repeat-headers=1:info=0:log-level=error"
                .formatted(threads));
      }
      case SVT_AV1 -> {
        options.put("preset", preset);
        // without pred-struct=1 or rc=2 rtc is refused as a bad parameter
        options.put("svtav1-params", "rtc=1:pred-struct=1:rc=2:keyint=-1:lp=" + threads);
      }
      case AOM_AV1 -> {
        options.put("usage", "realtime");
        options.put("lag-in-frames", "0");
        options.put("row-mt", "1");
        options.put("aq-mode", "3"); // cyclic refresh, the mode made for real time
        options.put("tiles", request.output().widthPx() < NARROW_PX ? "1x1" : "2x2");
        // libaomenc.c stops at 8, the library goes on
        options.put("aom-params", "tune-content=screen:cpu-used=" + preset);
      }
    }
    return options;
  }

  static void color(AVFrame frame, ColorSpec color) {
    frame.color_range(range(color));
    frame.color_primaries(primaries(color));
    frame.color_trc(transfer(color));
    frame.colorspace(matrix(color));
  }
}
