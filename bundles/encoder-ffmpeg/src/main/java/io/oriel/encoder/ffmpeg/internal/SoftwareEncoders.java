package io.oriel.encoder.ffmpeg.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.BackendException;
import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.StreamFormat;
import io.oriel.encoder.ffmpeg.internal.media.AvEncoder;
import io.oriel.encoder.ffmpeg.internal.nat.FreedMemory;
import io.oriel.media.convert.RgbToYuv;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the components share: questions answered from the verdict, and the encoders that are
/// open.
final class SoftwareEncoders {
  private static final List<FormatSupport> ACCEPTED =
      List.of(
          FormatSupport.host(Fourcc.XRGB8888),
          FormatSupport.host(Fourcc.ARGB8888),
          FormatSupport.host(Fourcc.XBGR8888),
          FormatSupport.host(Fourcc.ABGR8888));

  /// The quality of an encoder that does not keep up: below what the host offers to clients.
  private static final int TOO_SLOW = 10;

  /// H.264 levels end at 4096 pixels a side for most decoders (GameStream protocol notes §3.8).
  private static final int LONGEST_H264_SIDE = 4096;

  private final EncoderKind kind;
  private final Ffmpeg ffmpeg;
  private final Set<AvEncoder> open = ConcurrentHashMap.newKeySet();

  SoftwareEncoders(EncoderKind kind, Ffmpeg ffmpeg) {
    this.kind = kind;
    this.ffmpeg = ffmpeg;
  }

  List<FormatSupport> accepts(Codec codec) {
    return codec == kind.codec() ? ACCEPTED : List.of();
  }

  Assessment assess(EncoderRequest request) {
    String unsupported = unsupported(request);
    if (unsupported != null) {
      return new Unfit(Reason.UNSUPPORTED_REQUEST, unsupported);
    }
    var verdict = ffmpeg.verdict(kind, PixelLayout.of(request.output()));
    if (verdict == null) {
      return new Unfit(
          Reason.BUSY, kind.library() + " is still being verified, that takes a few seconds");
    }
    if (!verdict.works()) {
      return new Unfit(
          verdict.missing() ? Reason.MISSING_SOFTWARE : Reason.BROKEN, verdict.detail());
    }
    var degradations = new ArrayList<String>();
    if (!kind.liveRate()) {
      degradations.add("a change of rate costs a key frame");
    }
    if (request.referenceInvalidation()) {
      degradations.add("losses are healed by key frames");
    }
    int quality = kind.quality();
    var output = request.output();
    if (!verdict.keepsUp(pixelsPerSecond(output))) {
      degradations.add(
          "measured %.0f frames/s of %dx%d here, too few for %.0f with room to spare"
              .formatted(
                  verdict.rate(output.widthPx(), output.heightPx()),
                  output.widthPx(),
                  output.heightPx(),
                  output.milliHz() / 1000.0));
      if (!lastResort(output)) {
        quality = TOO_SLOW;
      }
    }
    return new Fit(quality, Duration.ofMillis(8), degradations);
  }

  /// What every client decodes is offered however slow it is.
  private static boolean lastResort(StreamFormat output) {
    return output.codec() == Codec.H264 && output.chroma() == Chroma.YUV420;
  }

  private static double pixelsPerSecond(StreamFormat output) {
    return (double) output.widthPx() * output.heightPx() * output.milliHz() / 1000;
  }

  private String unsupported(EncoderRequest request) {
    var output = request.output();
    if (output.codec() != kind.codec()) {
      return kind.library() + " does not encode " + output.codec();
    }
    if (request.memory() != MemoryKind.HOST) {
      return "reads pictures in ordinary memory only, not " + request.memory();
    }
    var layout = PixelLayout.of(output);
    if (!kind.layouts().contains(layout)) {
      return kind.library() + " does not encode " + layout;
    }
    if (output.codec() == Codec.H264
        && Math.max(output.widthPx(), output.heightPx()) > LONGEST_H264_SIDE) {
      return "H.264 goes up to " + LONGEST_H264_SIDE + " pixels a side";
    }
    if (!RgbToYuv.reads(request.input().fourcc())) {
      return "does not read " + Fourcc.name(request.input().fourcc());
    }
    if (!RgbToYuv.makes(output.color())) {
      return "does not encode " + output.color().matrix() + " as it is";
    }
    if (output.color().transfer() == ColorSpec.Transfer.PQ) {
      return "reads pictures of 8 bits, which is too few for HDR";
    }
    if (request.input().widthPx() != output.widthPx()
        || request.input().heightPx() != output.heightPx()) {
      return "does not scale";
    }
    return null;
  }

  /// @param threads 0: as the size asks for
  Encoder open(EncoderRequest request, int threads, String preset) throws BackendException {
    String unsupported = unsupported(request);
    if (unsupported != null) {
      throw new BackendException(BackendException.Kind.UNSUPPORTED, unsupported);
    }
    var output = request.output();
    ffmpeg.require(kind, PixelLayout.of(output));
    long pixels = (long) pixelsPerSecond(output);
    int cpus = Runtime.getRuntime().availableProcessors();
    int count = threads > 0 ? threads : kind.threads(pixels, cpus);
    var encoder = AvEncoder.open(kind, request, count, preset, this::closed);
    open.add(encoder);
    return encoder;
  }

  private void closed(AvEncoder encoder) {
    open.remove(encoder);
    if (kind.codec() != Codec.H264) {
      FreedMemory.giveBack(); // encoders of newer codecs take hundreds of megabytes
    }
  }

  /// What is left is a leak of somebody who was drained and did not close.
  void close() {
    open.forEach(AvEncoder::close);
  }
}
