package io.oriel.encoder.x264.internal.media;

import io.oriel.api.backend.BackendException;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.ColorSpec;
import io.oriel.encoder.x264.internal.nat.X264Parameters;

/// What a request means in x264's words: no delay, no reordering, key frames only on request.
final class StreamSettings {
  /// Frames the rate may be borrowed over, as in the other software encoders: one keeps every frame
  /// small and hurts moving pictures, two double the latency of a large one.
  private static final double VBV_FRAMES = 1.5;

  /// Of the largest frame that can be protected; what is above it is encoded twice.
  private static final double VBV_SHARE = 0.8;

  /// So long a loss may be told after it happened and still be healed without a key frame.
  private static final int REFERENCE_MILLIS = 130;

  private static final int FEWEST_REFERENCES = 4;
  private static final int MOST_REFERENCES = 16;

  /// `MaxDpbMbs` of level 5.1 and 5.2, which every decoder of today has; ITU-T H.264 table A-1.
  private static final int DPB_MACROBLOCKS = 184_320;

  /// With slice threads and a small buffer x264 now and then gives one slice of a simple picture
  /// the coarsest quantiser of all, for no reason but caution: one key frame in 600 was unreadable.
  /// A rate that pays for it keeps this bound, where also noise fits into a frame with it.
  private static final int COARSEST = 48;

  private static final double PAYS_BITS_PER_PIXEL = 0.05;
  private static final double NOISE_BITS_PER_PIXEL = 1;

  private StreamSettings() {}

  /// Frames x264 keeps to refer to, most of them only for [io.oriel.api.encode.Encoder#invalidate].
  static int references(EncoderRequest request) {
    if (!request.referenceInvalidation() || request.maxReferenceFrames() == 1) {
      return 1;
    }
    var output = request.output();
    int macroblocks = (output.widthPx() + 15) / 16 * ((output.heightPx() + 15) / 16);
    int wanted = (int) Math.ceil(output.milliHz() / 1000.0 * REFERENCE_MILLIS / 1000);
    int most = request.maxReferenceFrames() == 0 ? MOST_REFERENCES : request.maxReferenceFrames();
    most = Math.min(most, Math.max(2, DPB_MACROBLOCKS / macroblocks));
    return Math.min(most, Math.clamp(wanted, FEWEST_REFERENCES, MOST_REFERENCES));
  }

  /// @param threads and with it slices
  static void apply(X264Parameters to, EncoderRequest request, int threads)
      throws BackendException {
    var output = request.output();
    to.set("log", -1);
    to.set("threads", threads).set("sliced-threads", 1).set("slices", threads);
    to.set("sync-lookahead", 0).set("rc-lookahead", 0).set("bframes", 0).set("mbtree", 0);
    to.set("keyint", "infinite").set("scenecut", 0).set("open-gop", 0).set("intra-refresh", 0);
    to.set("repeat-headers", 1).set("annexb", 1).set("aud", 0).set("force-cfr", 1);
    to.set("fps", output.milliHz() + "/1000");
    to.set("ref", 1).set("dpb-size", references(request));
    color(to, output.color());
    double pixels = (double) output.widthPx() * output.heightPx();
    double perPixel = request.bitsPerSecond() / pixels / output.milliHz() * 1000;
    double most = request.maxFrameBytes() * 8.0;
    if (perPixel >= PAYS_BITS_PER_PIXEL && (most == 0 || most >= NOISE_BITS_PER_PIXEL * pixels)) {
      to.set("qpmax", COARSEST);
    }
    rate(to, request, request.bitsPerSecond(), new RateTrim().factor());
  }

  private static void color(X264Parameters to, ColorSpec color) throws BackendException {
    switch (color.matrix()) {
      case BT2020 ->
          to.set("colorprim", "bt2020").set("transfer", "bt2020-10").set("colormatrix", "bt2020nc");
      case BT601 ->
          to.set("colorprim", "smpte170m")
              .set("transfer", "smpte170m")
              .set("colormatrix", "smpte170m");
      default -> to.set("colorprim", "bt709").set("transfer", "bt709").set("colormatrix", "bt709");
    }
    to.set("fullrange", color.range() == ColorSpec.Range.FULL ? "on" : "off");
  }

  /// Sets the rate, also of an open encoder.
  ///
  /// @param factor of [RateTrim]
  static void rate(X264Parameters to, EncoderRequest request, long bitsPerSecond, double factor)
      throws BackendException {
    double fps = request.output().milliHz() / 1000.0;
    double bits = bitsPerSecond * factor;
    double buffer = bits / fps * VBV_FRAMES;
    if (request.maxFrameBytes() > 0) {
      double frame = request.maxFrameBytes() * 8.0 * VBV_SHARE;
      buffer = Math.min(buffer, frame);
      bits = Math.min(bits, frame * fps); // x264 wants room for one frame of this rate
    }
    int kilobits = Math.max(1, (int) Math.round(bits / 1000));
    to.set("bitrate", kilobits).set("vbv-maxrate", kilobits);
    to.set("vbv-bufsize", Math.max(1, (int) Math.ceil(buffer / 1000)));
  }
}
