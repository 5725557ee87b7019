package io.oriel.encoder.ffmpeg.internal.media;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import io.oriel.api.backend.BackendException;
import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.media.VideoFormat;
import io.oriel.encoder.ffmpeg.internal.EncoderKind;
import io.oriel.encoder.ffmpeg.internal.Ffmpeg.Verdict;
import io.oriel.media.convert.RgbToYuv;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Lets an encoder encode a few small frames: the first must be a key frame, the second none, and
/// one asked for must come at once.
public final class SelfTest {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 144;
  private static final String FASTEST_AV1 = "12";

  private SelfTest() {}

  /// @throws LinkageError if FFmpeg cannot be loaded
  public static Verdict run(EncoderKind kind) {
    av_log_set_level(AV_LOG_ERROR);
    var found = avcodec_find_encoder_by_name(kind.library());
    if (found == null || found.isNull()) {
      return new Verdict(
          false,
          true,
          kind.library()
              + " is not in the installed FFmpeg libraries; the GPL ones have it: start with ./oriel"
              + " run, without --lgpl");
    }
    String preset = kind == EncoderKind.SVT_AV1 ? FASTEST_AV1 : "ultrafast";
    AvEncoder encoder = null;
    try {
      var request = request(kind);
      // comparing the fast converters takes a second, which a verdict need not wait for
      var converter = RgbToYuv.scalar(request.input().fourcc(), request.output().color());
      encoder = AvEncoder.open(kind, request, 1, preset, converter, _ -> {});
      return judge(kind, encoder);
    } catch (BackendException e) {
      return new Verdict(false, false, e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Verdict(false, false, "interrupted");
    } finally {
      if (encoder != null) {
        encoder.close();
      }
    }
  }

  private static Verdict judge(EncoderKind kind, AvEncoder encoder)
      throws BackendException, InterruptedException {
    try (var arena = Arena.ofConfined()) {
      var picture = arena.allocate(4L * WIDTH * HEIGHT, 64);
      boolean first = key(encoder, picture, 1, 0);
      boolean second = key(encoder, picture, 2, 0);
      boolean forced = key(encoder, picture, 3, Encoder.FORCE_KEY_FRAME);
      if (first && !second && forced) {
        return new Verdict(true, false, "");
      }
      return new Verdict(
          false,
          false,
          "%s gives key frames %b, %b, %b where true, false, true were asked for"
              .formatted(kind.library(), first, second, forced));
    }
  }

  private static boolean key(AvEncoder encoder, MemorySegment picture, long sequence, int flags)
      throws BackendException, InterruptedException {
    encoder.submit(new PlainFrame(picture, WIDTH, HEIGHT), sequence, flags);
    var frame = encoder.poll(0);
    if (frame == null) {
      return false;
    }
    try {
      return (frame.flags() & EncodedFrame.KEY) != 0;
    } finally {
      frame.release();
    }
  }

  private static EncoderRequest request(EncoderKind kind) {
    var output =
        new StreamFormat(
            kind.codec(), WIDTH, HEIGHT, 60_000, 8, Chroma.YUV420, ColorSpec.BT709_LIMITED);
    var input =
        new VideoFormat(WIDTH, HEIGHT, Fourcc.XRGB8888, Fourcc.MODIFIER_LINEAR, ColorSpec.SRGB);
    return new EncoderRequest(
        output, MemoryKind.HOST, input, Optional.empty(), 2, 2_000_000, 0, 1, 0, false, false);
  }
}
