package io.oriel.encoder.ffmpeg.internal.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.oriel.api.media.Codec;
import io.oriel.api.media.EncodedFrame;
import java.lang.foreign.MemorySegment;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;

/// Decodes with FFmpeg, one frame in, one picture out: what an encoder gave is looked at before
/// anybody else gets it.
final class PlainDecoder implements AutoCloseable {
  private final AVCodecContext context;
  private final AVFrame picture = av_frame_alloc();

  PlainDecoder(Codec codec) {
    var found =
        switch (codec) {
          case H264 -> avcodec_find_decoder(AV_CODEC_ID_H264);
          case HEVC -> avcodec_find_decoder(AV_CODEC_ID_HEVC);
          case AV1 -> {
            var aom = avcodec_find_decoder_by_name("libaom-av1");
            yield aom != null ? aom : avcodec_find_decoder(AV_CODEC_ID_AV1);
          }
        };
    context = avcodec_alloc_context3(found);
    context.flags(avcodec.AV_CODEC_FLAG_LOW_DELAY);
    context.thread_count(1);
    if (avcodec_open2(context, found, (org.bytedeco.ffmpeg.avutil.AVDictionary) null) < 0) {
      throw new IllegalStateException("no decoder for " + codec);
    }
  }

  /// @return the picture, valid until the next call
  AVFrame decode(EncodedFrame frame) {
    var packet = av_packet_alloc();
    av_new_packet(packet, frame.length());
    var bytes = new byte[frame.length()];
    MemorySegment.copy(
        frame.bytes(), java.lang.foreign.ValueLayout.JAVA_BYTE, 0, bytes, 0, bytes.length);
    new BytePointer(packet.data()).put(bytes);
    int sent = avcodec_send_packet(context, packet);
    av_packet_free(packet);
    int received = avcodec_receive_frame(context, picture);
    if (sent < 0 || received < 0) {
      throw new IllegalStateException(
          "frame " + frame.sequence() + " is not decoded: " + sent + ", " + received);
    }
    return picture;
  }

  @Override
  public void close() {
    av_frame_free(picture);
    avcodec_free_context(context);
  }
}
