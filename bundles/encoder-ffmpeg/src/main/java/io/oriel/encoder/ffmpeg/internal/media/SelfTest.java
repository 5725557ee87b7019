package io.oriel.encoder.ffmpeg.internal.media;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import io.oriel.api.backend.BackendException;
import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.media.VideoFormat;
import io.oriel.encoder.ffmpeg.internal.EncoderKind;
import io.oriel.encoder.ffmpeg.internal.PixelLayout;
import io.oriel.encoder.ffmpeg.internal.Verdict;
import io.oriel.encoder.ffmpeg.internal.nat.PlaneMemory;
import io.oriel.media.convert.RgbToYuv;
import io.oriel.media.core.PlainFrame;
import java.lang.foreign.Arena;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// Lets an encoder encode a few frames: the first must be a key frame that decodes to the layout
/// and colour that went in, the second none, and one asked for must come at once. A few more tell
/// how fast it is.
public final class SelfTest {
  private static final int LEAST_FRAMES = 8;
  private static final int MOST_FRAMES = 32;
  private static final long TIMED_NANOS = 200_000_000;
  private static final int MILLI_HZ = 60_000;

  /// Of 255, by which a decoded sample may be off.
  private static final int TOLERANCE = 6;

  private final EncoderKind kind;
  private final PixelLayout layout;

  private SelfTest(EncoderKind kind, PixelLayout layout) {
    this.kind = kind;
    this.layout = layout;
  }

  /// @throws LinkageError if FFmpeg cannot be loaded
  public static Verdict run(EncoderKind kind, PixelLayout layout) {
    av_log_set_level(AV_LOG_ERROR);
    var found = avcodec_find_encoder_by_name(kind.library());
    if (found == null || found.isNull()) {
      return new Verdict(
          false,
          true,
          kind.library()
              + " is not in the installed FFmpeg libraries; the GPL ones have it: start with ./oriel"
              + " run, without --lgpl",
          0);
    }
    return new SelfTest(kind, layout).run();
  }

  private Verdict run() {
    AvEncoder encoder = null;
    try (var arena = Arena.ofConfined()) {
      var request = request();
      var output = request.output();
      // comparing the fast converters takes a second, which a verdict need not wait for
      var converter =
          RgbToYuv.scalar(
              request.input().fourcc(), output.color(), output.bitDepth(), output.chroma());
      long pixels = (long) Scene.WIDTH * Scene.HEIGHT * MILLI_HZ / 1000;
      int threads = kind.threads(2 * pixels, Runtime.getRuntime().availableProcessors());
      encoder = AvEncoder.open(kind, request, threads, kind.preset(), converter, _ -> {});
      return judge(encoder, new Scene(arena));
    } catch (BackendException | IllegalStateException e) {
      return Verdict.failed(e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Verdict.failed("interrupted");
    } finally {
      if (encoder != null) {
        encoder.close();
      }
    }
  }

  private Verdict judge(AvEncoder encoder, Scene scene)
      throws BackendException, InterruptedException {
    var plain = scene.plain();
    boolean first;
    String wrong;
    var frame = next(encoder, plain, 1, 0);
    try (var decoder = new PlainDecoder(kind.codec())) {
      first = key(frame);
      wrong = difference(decoder.decode(frame));
    } finally {
      frame.release();
    }
    if (wrong != null) {
      return Verdict.failed(kind.library() + " gives " + wrong);
    }
    boolean second = isKey(encoder, plain, 2, 0);
    boolean forced = isKey(encoder, plain, 3, Encoder.FORCE_KEY_FRAME);
    if (!first || second || !forced) {
      return Verdict.failed(
          "%s gives key frames %b, %b, %b where true, false, true were asked for"
              .formatted(kind.library(), first, second, forced));
    }
    return new Verdict(true, false, "", speed(encoder, scene));
  }

  private double speed(AvEncoder encoder, Scene scene)
      throws BackendException, InterruptedException {
    long best = Long.MAX_VALUE;
    long spent = 0;
    for (int i = 0; i < LEAST_FRAMES || i < MOST_FRAMES && spent < TIMED_NANOS; i++) {
      var frame = next(encoder, scene.moving(i), 4 + i, 0);
      long nanos = frame.encodeDurationNanos();
      spent += nanos;
      if (i > 1) { // what follows a change of scene is harder than what comes after
        best = Math.min(best, nanos);
      }
      frame.release();
    }
    return Scene.WIDTH * Scene.HEIGHT * 1e9 / Math.max(1, best);
  }

  private EncodedFrame next(AvEncoder encoder, PlainFrame picture, long sequence, int flags)
      throws BackendException, InterruptedException {
    encoder.submit(picture, sequence, flags);
    var frame = encoder.poll(0);
    if (frame == null) {
      throw new BackendException(
          BackendException.Kind.FAILED, kind.library() + " keeps a frame back");
    }
    return frame;
  }

  private boolean isKey(AvEncoder encoder, PlainFrame picture, long sequence, int flags)
      throws BackendException, InterruptedException {
    var frame = next(encoder, picture, sequence, flags);
    try {
      return key(frame);
    } finally {
      frame.release();
    }
  }

  private static boolean key(EncodedFrame frame) {
    return (frame.flags() & EncodedFrame.KEY) != 0;
  }

  /// What is not as it went in; `null`: nothing.
  private String difference(AVFrame shown) {
    if (shown.format() != layout.planar()) {
      return "pictures of " + av_get_pix_fmt_name(shown.format()).getString() + ", not " + layout;
    }
    double r = (Scene.COLOUR >> 16 & 0xff) / 255.0;
    double g = (Scene.COLOUR >> 8 & 0xff) / 255.0;
    double b = (Scene.COLOUR & 0xff) / 255.0;
    double y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    double[] wanted = {16 + 219 * y, 128 + 224 * (b - y) / 1.8556, 128 + 224 * (r - y) / 1.5748};
    for (int plane = 0; plane < wanted.length; plane++) {
      double got = sample(shown, plane);
      if (Math.abs(got - wanted[plane]) > TOLERANCE) {
        return "%.0f in plane %d where %.0f went in".formatted(got, plane, wanted[plane]);
      }
    }
    return null;
  }

  /// The middle of a plane, 0 … 255.
  private double sample(AVFrame shown, int plane) {
    int rows = plane == 0 ? Scene.HEIGHT : layout.chromaRows(Scene.HEIGHT);
    var bytes = PlaneMemory.of(shown, plane, rows);
    long row = (long) (rows / 2) * shown.linesize(plane);
    return layout.bitDepth() == 8
        ? bytes.get(JAVA_BYTE, row + 100) & 0xff
        : (bytes.get(JAVA_SHORT, row + 200) & 0xffff) / 4.0;
  }

  private EncoderRequest request() {
    var output =
        new StreamFormat(
            kind.codec(),
            Scene.WIDTH,
            Scene.HEIGHT,
            MILLI_HZ,
            layout.bitDepth(),
            layout.chroma(),
            ColorSpec.BT709_LIMITED);
    var input =
        new VideoFormat(
            Scene.WIDTH, Scene.HEIGHT, Fourcc.XRGB8888, Fourcc.MODIFIER_LINEAR, ColorSpec.SRGB);
    return new EncoderRequest(
        output, MemoryKind.HOST, input, Optional.empty(), 2, 10_000_000, 0, 1, 0, false, false);
  }
}
