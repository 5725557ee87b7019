package io.oriel.encoder.ffmpeg.internal.media;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.ColorSpec;
import io.oriel.encoder.ffmpeg.internal.EncoderKind;
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

  /// A key frame interval that never comes; `X264_KEYINT_MAX_INFINITE` of x264.h.
  private static final int NEVER = 1 << 30;

  private AvParameters() {}

  static void apply(AVCodecContext codec, EncoderKind kind, EncoderRequest request, int threads) {
    var output = request.output();
    codec.width(output.widthPx());
    codec.height(output.heightPx());
    codec.pix_fmt(kind.nv12() ? AV_PIX_FMT_NV12 : AV_PIX_FMT_YUV420P);
    codec.time_base(av_make_q(1000, output.milliHz()));
    codec.framerate(av_make_q(output.milliHz(), 1000));
    codec.max_b_frames(0);
    codec.gop_size(kind == EncoderKind.X264 ? NEVER : kind == EncoderKind.OPENH264 ? 0 : -1);
    codec.flags(codec.flags() | avcodec.AV_CODEC_FLAG_LOW_DELAY | avcodec.AV_CODEC_FLAG_CLOSED_GOP);
    if (request.maxReferenceFrames() > 0) {
      codec.refs(request.maxReferenceFrames());
    }
    if (kind == EncoderKind.X264 || kind == EncoderKind.OPENH264) {
      codec.thread_count(threads);
      codec.thread_type(AVCodecContext.FF_THREAD_SLICE);
      codec.slices(Math.max(request.slicesPerFrame(), threads));
    }
    rate(codec, kind, request, request.bitsPerSecond());
    codec.color_range(
        output.color().range() == ColorSpec.Range.FULL ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
    boolean bt709 = output.color().matrix() == ColorSpec.Matrix.BT709;
    codec.color_primaries(bt709 ? AVCOL_PRI_BT709 : AVCOL_PRI_SMPTE170M);
    codec.color_trc(bt709 ? AVCOL_TRC_BT709 : AVCOL_TRC_SMPTE170M);
    codec.colorspace(bt709 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M);
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
    codec.rc_buffer_size((int) Math.min(buffer, Integer.MAX_VALUE));
  }

  static Map<String, String> options(EncoderKind kind, int threads, String preset) {
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
    }
    return options;
  }

  static void color(AVFrame frame, ColorSpec color) {
    frame.color_range(color.range() == ColorSpec.Range.FULL ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
    frame.colorspace(
        color.matrix() == ColorSpec.Matrix.BT709 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M);
  }
}
