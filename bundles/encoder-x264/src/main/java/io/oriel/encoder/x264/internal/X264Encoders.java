package io.oriel.encoder.x264.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderProvider;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.MemoryKind;
import io.oriel.encoder.x264.internal.media.PictureConverter;
import io.oriel.encoder.x264.internal.media.SelfTest;
import io.oriel.encoder.x264.internal.media.X264Encoder;
import io.oriel.media.convert.RgbToYuv;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// H.264 by the system's libx264: what FFmpeg's wrapper of it cannot do is done here, above all
/// healing losses without key frames.
@Component(configurationPid = "io.oriel.encoder.x264")
@BackendId("libx264")
@ServiceDescription("H.264 in software by the system's libx264")
@Designate(ocd = X264Encoders.Config.class)
public final class X264Encoders implements EncoderProvider {
  @ObjectClassDefinition(
      name = "Oriel: libx264",
      description = "H.264 in software by the system's libx264.")
  @interface Config {
    @AttributeDefinition(
        description = "Threads of one encoder; 0 lets the size of the picture decide",
        min = "0",
        max = "64")
    int threads() default 0;

    @AttributeDefinition(
        description =
            "x264 preset: ultrafast, superfast, veryfast …; slower ones look better for the same rate")
    String preset() default "ultrafast";
  }

  private static final Logger LOG = LoggerFactory.getLogger(X264Encoders.class);
  private static final List<FormatSupport> ACCEPTED =
      List.of(
          FormatSupport.host(Fourcc.XRGB8888),
          FormatSupport.host(Fourcc.ARGB8888),
          FormatSupport.host(Fourcc.XBGR8888),
          FormatSupport.host(Fourcc.ABGR8888));
  private static final long VERDICT_SECONDS = 20;
  private static final int QUALITY = 70; // above FFmpeg's wrapper of the same library
  private static final int MOST_PIXELS_A_SIDE = 4096; // H.264 in GameStream clients
  private static final int TOO_SLOW = 10; // worse than any encoder that keeps up
  private static final long HD = 1280L * 720 * 60; // pixels a second
  private static final long FULL_HD = 1920L * 1080 * 60;

  private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
  private final Set<X264Encoder> open = ConcurrentHashMap.newKeySet();
  private volatile Config config;

  @Activate
  public X264Encoders(Config config) {
    this.config = config;
    Thread.ofPlatform().daemon().name("oriel-x264").start(this::verify);
  }

  private void verify() {
    Verdict found;
    try {
      found = SelfTest.run();
    } catch (LinkageError | RuntimeException e) {
      found = new Verdict(false, false, "the self-test of libx264 died: " + e);
    }
    if (found.works()) {
      LOG.info("libx264 works");
    } else {
      LOG.info("libx264 is not used: {}", found.detail());
    }
    verdict.complete(found);
  }

  /// Settings apply to the next encoder.
  @Modified
  void modified(Config changed) {
    config = changed;
  }

  /// What is left is a leak of somebody who was drained and did not close.
  @Deactivate
  void close() {
    open.forEach(X264Encoder::close);
  }

  @Override
  public List<FormatSupport> accepts(Codec codec, HostFacts facts) {
    return codec == Codec.H264 ? ACCEPTED : List.of();
  }

  @Override
  public boolean invalidates(Codec codec, HostFacts facts) {
    return codec == Codec.H264;
  }

  @Override
  public Assessment assess(EncoderRequest request, HostFacts facts) {
    String unsupported = unsupported(request);
    if (unsupported != null) {
      return new Unfit(Reason.UNSUPPORTED_REQUEST, unsupported);
    }
    var known = verdict.getNow(null);
    if (known == null) {
      return new Unfit(Reason.BUSY, "libx264 is still being verified, that takes a second");
    }
    if (!known.works()) {
      return new Unfit(known.missing() ? Reason.MISSING_SOFTWARE : Reason.BROKEN, known.detail());
    }
    if (request.output().chroma() == Chroma.YUV444 && pixelsPerSecond(request) > FULL_HD) {
      return new Fit(
          TOO_SLOW,
          Duration.ofMillis(16),
          List.of("4:4:4 above 1080p60 is too slow on most processors"));
    }
    return new Fit(QUALITY, Duration.ofMillis(8), List.of());
  }

  private static String unsupported(EncoderRequest request) {
    var output = request.output();
    if (output.codec() != Codec.H264) {
      return "libx264 does not encode " + output.codec();
    }
    if (request.memory() != MemoryKind.HOST) {
      return "reads pictures in ordinary memory only, not " + request.memory();
    }
    if (output.bitDepth() != 8) {
      return "encodes 8 bits only, which is all that clients take as H.264";
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
    if (output.widthPx() > MOST_PIXELS_A_SIDE || output.heightPx() > MOST_PIXELS_A_SIDE) {
      return "H.264 is decoded up to 4096 pixels a side, take HEVC or AV1";
    }
    return null;
  }

  @Override
  public Encoder open(EncoderRequest request, StageHealth health) throws BackendException {
    String unsupported = unsupported(request);
    if (unsupported != null) {
      throw new BackendException(Kind.UNSUPPORTED, unsupported);
    }
    require();
    var current = config;
    var encoder =
        new X264Encoder(
            request,
            current.threads() > 0 ? current.threads() : threads(request),
            current.preset(),
            PictureConverter.of(request),
            open::remove);
    open.add(encoder);
    return encoder;
  }

  /// One slice thread more costs a tenth of CPU time and saves a third of the wall time, until the
  /// slices get too small.
  private static int threads(EncoderRequest request) {
    int wanted = pixelsPerSecond(request) <= HD ? 2 : 4;
    return Math.clamp(wanted, 1, Runtime.getRuntime().availableProcessors());
  }

  private static long pixelsPerSecond(EncoderRequest request) {
    var output = request.output();
    return (long) output.widthPx() * output.heightPx() * output.milliHz() / 1000;
  }

  private void require() throws BackendException {
    try {
      var known = verdict.get(VERDICT_SECONDS, TimeUnit.SECONDS);
      if (!known.works()) {
        throw new BackendException(Kind.FAILED, known.detail());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new BackendException(Kind.FAILED, "interrupted");
    } catch (ExecutionException | TimeoutException e) {
      throw new BackendException(
          Kind.FAILED, "libx264 was not verified within " + VERDICT_SECONDS + " s", e);
    }
  }
}
