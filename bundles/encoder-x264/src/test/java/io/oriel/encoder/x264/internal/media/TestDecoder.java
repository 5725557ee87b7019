package io.oriel.encoder.x264.internal.media;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.oriel.api.media.EncodedFrame;
import java.lang.foreign.MemorySegment;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;

/// Decodes H.264 with FFmpeg, one frame in, one picture out.
final class TestDecoder implements AutoCloseable {
  private final AVCodecContext context;
  private final AVFrame picture = av_frame_alloc();

  TestDecoder() {
    var found = avcodec_find_decoder(AV_CODEC_ID_H264);
    context = avcodec_alloc_context3(found);
    context.flags(avcodec.AV_CODEC_FLAG_LOW_DELAY);
    context.thread_count(1);
    if (avcodec_open2(context, found, (AVDictionary) null) < 0) {
      throw new IllegalStateException("no decoder for H.264");
    }
  }

  static byte[] bytes(EncodedFrame frame) {
    var bytes = new byte[frame.length()];
    MemorySegment.copy(frame.bytes(), JAVA_BYTE, 0, bytes, 0, bytes.length);
    return bytes;
  }

  /// @return the picture, valid until the next call
  AVFrame decode(byte[] bytes) {
    var packet = av_packet_alloc();
    av_new_packet(packet, bytes.length);
    new BytePointer(packet.data()).put(bytes);
    int sent = avcodec_send_packet(context, packet);
    av_packet_free(packet);
    int received = avcodec_receive_frame(context, picture);
    if (sent < 0 || received < 0) {
      throw new AssertionError("not decoded: " + sent + ", " + received);
    }
    return picture;
  }

  /// All samples of the picture, plane after plane, in an array of their own.
  static byte[] samples(AVFrame frame) {
    int chroma = frame.width() / 2;
    var all = new byte[frame.width() * frame.height() * 3 / 2];
    int at = 0;
    for (int plane = 0; plane < 3; plane++) {
      int width = plane == 0 ? frame.width() : chroma;
      int height = plane == 0 ? frame.height() : frame.height() / 2;
      for (int y = 0; y < height; y++, at += width) {
        new BytePointer(frame.data(plane))
            .position((long) y * frame.linesize(plane))
            .get(all, at, width);
      }
    }
    return all;
  }

  /// How many pictures the decoder holds back.
  int delay() {
    return context.has_b_frames();
  }

  int references() {
    return context.refs();
  }

  @Override
  public void close() {
    av_frame_free(picture);
    avcodec_free_context(context);
  }
}
