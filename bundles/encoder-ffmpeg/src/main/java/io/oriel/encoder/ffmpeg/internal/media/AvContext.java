package io.oriel.encoder.ffmpeg.internal.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.encoder.ffmpeg.internal.EncoderKind;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// An opened codec context with the frame and the packet it works on.
final class AvContext {
  final AVCodecContext codec;
  final AVFrame frame;
  final AVPacket packet;

  private AvContext(AVCodecContext codec, AVFrame frame, AVPacket packet) {
    this.codec = codec;
    this.frame = frame;
    this.packet = packet;
  }

  static AvContext open(EncoderKind kind, EncoderRequest request, int threads, String preset)
      throws BackendException {
    var found = avcodec_find_encoder_by_name(kind.library());
    if (found == null || found.isNull()) {
      throw new BackendException(
          Kind.FAILED, kind.library() + " is not in the installed FFmpeg libraries");
    }
    var context = new AvContext(avcodec_alloc_context3(found), av_frame_alloc(), av_packet_alloc());
    var options = new AVDictionary();
    try {
      AvParameters.apply(context.codec, kind, request, threads);
      AvParameters.options(kind, request, threads, preset)
          .forEach((key, value) -> av_dict_set(options, key, value, 0));
      check(avcodec_open2(context.codec, found, options), kind, "does not open");
      context.frame.format(context.codec.pix_fmt());
      context.frame.width(request.output().widthPx());
      context.frame.height(request.output().heightPx());
      AvParameters.color(context.frame, request.output().color());
      check(av_frame_get_buffer(context.frame, 64), kind, "has no memory for a picture");
      return context;
    } catch (BackendException e) {
      context.free();
      throw e;
    } finally {
      av_dict_free(options);
    }
  }

  private static void check(int result, EncoderKind kind, String what) throws BackendException {
    if (result < 0) {
      throw new BackendException(
          Kind.FAILED, kind.library() + " " + what + ": " + AvErrors.text(result));
    }
  }

  void free() {
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(codec);
  }
}
