package io.oriel.encoder.x264.internal.media;

import io.oriel.api.backend.BackendException;
import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.media.VideoFormat;
import io.oriel.encoder.x264.internal.Verdict;
import io.oriel.encoder.x264.internal.nat.X264Library;
import io.oriel.encoder.x264.internal.nat.X264Parameters;
import io.oriel.media.convert.RgbToYuv;
import io.oriel.media.core.PlainFrame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Lets the library prove itself: its structures are as expected, the first frame is a key frame,
/// one after an invalidation is none and says so, and a key frame comes when asked for.
public final class SelfTest {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 144;
  private static final int KEY = EncodedFrame.KEY;
  private static final int AFTER = EncodedFrame.AFTER_INVALIDATION;

  private SelfTest() {}

  /// Takes some hundred milliseconds.
  public static Verdict run() {
    var missing = X264Library.missing();
    if (missing.isPresent()) {
      return new Verdict(false, true, missing.get());
    }
    var mismatch = X264Parameters.mismatch();
    if (mismatch.isPresent()) {
      return new Verdict(
          false,
          false,
          "libx264.so.%d is another than expected: %s; install your distribution's own"
              .formatted(X264Library.number(), mismatch.get()));
    }
    var request = request();
    // comparing the fast converters takes a second, which a verdict need not wait for
    var rgb = RgbToYuv.scalar(request.input().fourcc(), request.output().color(), 8, Chroma.YUV420);
    X264Encoder encoder = null;
    try {
      encoder =
          new X264Encoder(
              request, 1, "ultrafast", new PictureConverter(rgb, false, WIDTH, HEIGHT), _ -> {});
      return judge(encoder);
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

  private static Verdict judge(X264Encoder encoder) throws BackendException, InterruptedException {
    try (var arena = Arena.ofConfined()) {
      var picture = arena.allocate(4L * WIDTH * HEIGHT, 64);
      int first = flags(encoder, picture, 1, 0);
      int second = flags(encoder, picture, 2, 0);
      boolean can = encoder.invalidate(2, 2);
      int healed = flags(encoder, picture, 3, 0);
      int forced = flags(encoder, picture, 4, Encoder.FORCE_KEY_FRAME);
      if (first == KEY && second == 0 && can && healed == AFTER && forced == KEY) {
        return new Verdict(true, false, "");
      }
      return new Verdict(
          false,
          false,
          "libx264 gives frames of kind %d, %d, %d, %d where %d, 0, %d, %d were asked for"
              .formatted(first, second, healed, forced, KEY, AFTER, KEY));
    }
  }

  private static int flags(X264Encoder encoder, MemorySegment picture, long sequence, int wishes)
      throws BackendException, InterruptedException {
    encoder.submit(new PlainFrame(picture, WIDTH, HEIGHT), sequence, wishes);
    var frame = encoder.poll(0);
    if (frame == null) {
      return -1;
    }
    try {
      return frame.flags();
    } finally {
      frame.release();
    }
  }

  private static EncoderRequest request() {
    var output =
        new StreamFormat(
            Codec.H264, WIDTH, HEIGHT, 60_000, 8, Chroma.YUV420, ColorSpec.BT709_LIMITED);
    var input =
        new VideoFormat(WIDTH, HEIGHT, Fourcc.XRGB8888, Fourcc.MODIFIER_LINEAR, ColorSpec.SRGB);
    return new EncoderRequest(
        output, MemoryKind.HOST, input, Optional.empty(), 2, 2_000_000, 0, 1, 0, true, false);
  }
}
