package io.oriel.client.gamestream.internal.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import io.oriel.client.gamestream.Picture;
import io.oriel.client.gamestream.ReceivedFrame;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.VideoCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/// Decodes with ffmpeg on a thread of its own, behind a queue of 15 frames as stock clients have.
public final class VideoDecoder implements AutoCloseable {
  private static final int QUEUE = 15;
  private static final int PLANES = 3;

  private final ArrayBlockingQueue<ReceivedFrame> queue = new ArrayBlockingQueue<>(QUEUE);
  private final StreamListener listener;
  private final StreamCounters counters;
  private final Runnable overflowed;
  private final Consumer<Throwable> died;
  private final AVCodecContext context;
  private final Thread thread;
  // Frames given to the decoder and not yet seen as a picture, oldest first. Decoder thread.
  private final ArrayDeque<ReceivedFrame> inside = new ArrayDeque<>();
  private volatile boolean running = true;

  /// @param overflowed told on the receive thread when the queue was full and has been emptied
  public VideoDecoder(
      VideoCodec codec,
      StreamListener listener,
      StreamCounters counters,
      Runnable overflowed,
      Consumer<Throwable> died,
      String name)
      throws IOException {
    this.listener = listener;
    this.counters = counters;
    this.overflowed = overflowed;
    this.died = died;
    this.context = open(codec);
    this.thread = Thread.ofPlatform().name(name).start(this::run);
  }

  /// Hands a frame over; receive thread.
  public void submit(ReceivedFrame frame) {
    if (!queue.offer(frame)) {
      queue.clear();
      overflowed.run();
    }
  }

  /// Decodes what is still queued, then stops.
  @Override
  public void close() {
    running = false;
    if (Thread.currentThread() != thread) {
      try {
        thread.join(5_000);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static AVCodecContext open(VideoCodec codec) throws IOException {
    AVCodec decoder =
        switch (codec.family()) {
          case H264 -> avcodec_find_decoder(AV_CODEC_ID_H264);
          case HEVC -> avcodec_find_decoder(AV_CODEC_ID_HEVC);
          case AV1 -> av1();
        };
    if (decoder == null) {
      throw new IOException("this ffmpeg cannot decode " + codec);
    }
    AVCodecContext made = avcodec_alloc_context3(decoder);
    made.flags(made.flags() | AV_CODEC_FLAG_LOW_DELAY);
    made.thread_type(AVCodecContext.FF_THREAD_SLICE);
    made.thread_count(Math.min(4, Runtime.getRuntime().availableProcessors()));
    if (avcodec_open2(made, decoder, (AVDictionary) null) < 0) {
      avcodec_free_context(made);
      throw new IOException("ffmpeg's decoder for " + codec + " does not open");
    }
    return made;
  }

  /// ffmpeg's own AV1 decoder needs a GPU.
  private static AVCodec av1() {
    AVCodec fast = avcodec_find_decoder_by_name("libdav1d");
    AVCodec found = fast == null ? avcodec_find_decoder_by_name("libaom-av1") : fast;
    return found == null ? avcodec_find_decoder(AV_CODEC_ID_AV1) : found;
  }

  private void run() {
    AVPacket packet = av_packet_alloc();
    AVFrame picture = av_frame_alloc();
    try {
      for (ReceivedFrame frame = next(); frame != null; frame = next()) {
        decode(frame, packet, picture);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      died.accept(e);
    } finally {
      av_frame_free(picture);
      av_packet_free(packet);
      avcodec_free_context(context);
    }
  }

  private ReceivedFrame next() throws InterruptedException {
    while (true) {
      ReceivedFrame frame = queue.poll(50, TimeUnit.MILLISECONDS);
      if (frame != null || !running) {
        return frame;
      }
    }
  }

  private void decode(ReceivedFrame frame, AVPacket packet, AVFrame picture) {
    int length = frame.bytes().length;
    if (av_new_packet(packet, length) < 0) {
      throw new OutOfMemoryError("ffmpeg cannot allocate " + length + " bytes");
    }
    packet.data().position(0).put(frame.bytes(), 0, length);
    packet.pts(frame.index());
    inside.add(frame);
    int sent = avcodec_send_packet(context, packet);
    av_packet_unref(packet);
    if (sent < 0) {
      counters.decodeErrors.incrementAndGet();
      inside.removeLast();
      return;
    }
    while (avcodec_receive_frame(context, picture) >= 0) {
      show(picture);
      av_frame_unref(picture);
    }
  }

  private void show(AVFrame picture) {
    long now = System.nanoTime();
    ReceivedFrame source = inside.poll();
    while (source != null && source.index() != picture.pts()) {
      source = inside.poll();
    }
    boolean corrupt = picture.decode_error_flags() != 0;
    if (corrupt || source == null) {
      counters.decodeErrors.incrementAndGet();
    }
    if (source == null) {
      return;
    }
    counters.shown(picture.width(), picture.height(), now);
    listener.picture(picture(picture, source, now));
  }

  private static Picture picture(AVFrame from, ReceivedFrame source, long nanos) {
    BytePointer name = av_get_pix_fmt_name(from.format());
    String format = name == null ? "" : name.getString();
    boolean full = format.contains("444");
    ByteBuffer[] planes = new ByteBuffer[PLANES];
    int[] strides = new int[PLANES];
    for (int i = 0; i < PLANES; i++) {
      BytePointer data = from.data(i);
      strides[i] = from.linesize(i);
      int rows = i == 0 || full ? from.height() : (from.height() + 1) / 2;
      planes[i] =
          data == null || data.isNull()
              ? ByteBuffer.allocate(0)
              : data.capacity((long) strides[i] * rows).asByteBuffer();
    }
    var colour =
        new Picture.Colour(
            from.color_primaries(),
            from.color_trc(),
            from.colorspace(),
            from.color_range() == AVCOL_RANGE_JPEG);
    return new Picture(source, from.width(), from.height(), format, planes, strides, colour, nanos);
  }
}
