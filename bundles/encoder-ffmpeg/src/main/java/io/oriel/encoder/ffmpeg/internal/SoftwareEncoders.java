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
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.MemoryKind;
import io.oriel.encoder.ffmpeg.internal.media.AvEncoder;
import io.oriel.media.convert.RgbToYuv;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the four components share: questions answered from the verdict, and the encoders that are
/// open.
final class SoftwareEncoders {
  private static final List<FormatSupport> ACCEPTED =
      List.of(
          FormatSupport.host(Fourcc.XRGB8888),
          FormatSupport.host(Fourcc.ARGB8888),
          FormatSupport.host(Fourcc.XBGR8888),
          FormatSupport.host(Fourcc.ABGR8888));
  private static final long HD_PIXELS_PER_SECOND = 1280L * 720 * 60;

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
    var verdict = ffmpeg.verdict(kind);
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
    var output = request.output();
    long pixels = (long) output.widthPx() * output.heightPx() * output.milliHz() / 1000;
    if (pixels > HD_PIXELS_PER_SECOND && kind != EncoderKind.X264) {
      degradations.add("slower than real time above 720p60 on four cores");
    }
    return new Fit(kind.quality(), Duration.ofMillis(8), degradations);
  }

  private String unsupported(EncoderRequest request) {
    var output = request.output();
    if (output.codec() != kind.codec()) {
      return kind.library() + " does not encode " + output.codec();
    }
    if (request.memory() != MemoryKind.HOST) {
      return "reads pictures in ordinary memory only, not " + request.memory();
    }
    if (output.bitDepth() != 8 || output.chroma() != Chroma.YUV420) {
      return "encodes 8 bits and 4:2:0 only";
    }
    if (!RgbToYuv.reads(request.input().fourcc())) {
      return "does not read " + Fourcc.name(request.input().fourcc());
    }
    if (!RgbToYuv.makes(output.color())) {
      return "encodes BT.709 and BT.601 only, not " + output.color().matrix();
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
    ffmpeg.require(kind);
    var output = request.output();
    long pixels = (long) output.widthPx() * output.heightPx() * output.milliHz() / 1000;
    int cpus = Runtime.getRuntime().availableProcessors();
    int count = threads > 0 ? threads : kind.threads(pixels, cpus);
    var encoder = AvEncoder.open(kind, request, count, preset, open::remove);
    open.add(encoder);
    return encoder;
  }

  /// What is left is a leak of somebody who was drained and did not close.
  void close() {
    open.forEach(AvEncoder::close);
  }
}
