package io.oriel.encoder.ffmpeg.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.Fourcc;
import io.oriel.encoder.ffmpeg.internal.media.SelfTest;
import io.oriel.encoder.ffmpeg.internal.nat.FreedMemory;
import io.oriel.media.convert.RgbToYuv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads FFmpeg in the background and lets every encoder prove itself with a few frames of every
/// layout: what has not encoded something is not believed, nor how fast it is.
@Component(service = Ffmpeg.class)
public final class Ffmpeg {
  /// An encoder with one layout of pictures.
  public record Profile(EncoderKind kind, PixelLayout layout) {
    /// As in keys of facts: `x265.10-420`.
    String key() {
      return kind.id() + "." + layout.key();
    }

    @Override
    public String toString() {
      return kind.library() + " with " + layout;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Ffmpeg.class);
  private static final long LOAD_SECONDS = 30;

  static {
    // JavaCPP refuses to allocate once the process, compilers and encoders included, takes four
    // times the heap's limit; the heap says nothing of what encoders need
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
  }

  private final Map<Profile, CompletableFuture<Verdict>> verdicts = new ConcurrentHashMap<>();
  private final List<BiConsumer<Profile, Verdict>> listeners = new CopyOnWriteArrayList<>();
  private final Speeds speeds;
  private volatile boolean closed;

  @Activate
  public Ffmpeg(BundleContext bundle) {
    var kept = bundle.getDataFile("speeds.properties"); // null where there is no file system
    speeds = new Speeds(kept == null ? null : kept.toPath(), machine(bundle));
    profiles().forEach(profile -> verdicts.put(profile, new CompletableFuture<>()));
    Thread.ofPlatform().daemon().name("oriel-ffmpeg").start(this::verify);
    // the first converter compares the kernels on this CPU, which no session shall wait for
    Thread.ofPlatform()
        .daemon()
        .name("oriel-convert")
        .start(() -> RgbToYuv.of(Fourcc.XRGB8888, ColorSpec.BT709_LIMITED));
  }

  /// What a measured speed holds for.
  private static String machine(BundleContext bundle) {
    String cpu = "";
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      cpu = lines.filter(line -> line.startsWith("model name")).findFirst().orElse("");
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("the processor has no name: {}", e.getMessage());
    }
    return cpu.substring(cpu.indexOf(':') + 1).strip()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + ", "
        + bundle.getBundle().getVersion();
  }

  /// All there are; ordinary pictures first, so that the host is of use as soon as possible.
  private static List<Profile> profiles() {
    var all = new ArrayList<Profile>();
    for (var kind : EncoderKind.values()) {
      kind.layouts().forEach(layout -> all.add(new Profile(kind, layout)));
    }
    all.sort(Comparator.comparing(Profile::layout));
    return all;
  }

  /// What is not verified yet stays so.
  @Deactivate
  void close() {
    closed = true;
  }

  private void verify() {
    for (var profile : profiles()) {
      if (!closed) {
        tell(profile, judge(profile));
      }
    }
    speeds.keep();
    // those that came first were measured while the host was starting
    for (var profile : profiles()) {
      var first = verdict(profile.kind(), profile.layout());
      if (!closed && profile.layout() == PixelLayout.YUV420 && first.works()) {
        tell(profile, judge(profile));
      }
    }
    speeds.keep();
    FreedMemory.giveBack(); // the encoders that were only tried took hundreds of megabytes
  }

  private void tell(Profile profile, Verdict verdict) {
    if (verdict.works()) {
      LOG.info("{} works, {}", profile, speed(verdict));
    } else {
      LOG.info("{} is not used: {}", profile, verdict.detail());
    }
    if (!verdicts.get(profile).complete(verdict)) {
      verdicts.put(profile, CompletableFuture.completedFuture(verdict));
    }
    listeners.forEach(listener -> listener.accept(profile, verdict));
  }

  private Verdict judge(Profile profile) {
    Verdict verdict;
    try {
      verdict = SelfTest.run(profile.kind(), profile.layout());
      if (verdict.works()) {
        verdict = verdict.at(speeds.best(profile.key(), verdict.pixelsPerSecond()));
      }
    } catch (LinkageError e) {
      verdict =
          new Verdict(
              false,
              true,
              "FFmpeg's libraries cannot be loaded: "
                  + e.getMessage()
                  + "; ./oriel run installs them",
              0);
    } catch (RuntimeException e) {
      verdict = Verdict.failed("the self-test died: " + e);
    }
    return verdict;
  }

  /// What was measured, in words.
  static String speed(Verdict verdict) {
    return "%.0f frames/s of 1280x720".formatted(verdict.rate(1280, 720));
  }

  /// Tells every verdict, those that are there at once and others when they come or change. Any
  /// thread.
  void listen(BiConsumer<Profile, Verdict> listener) {
    listeners.add(listener);
    for (var profile : profiles()) {
      var known = verdict(profile.kind(), profile.layout());
      if (known != null) {
        listener.accept(profile, known);
      }
    }
  }

  /// Ends the calls of [#listen].
  void unlisten(BiConsumer<Profile, Verdict> listener) {
    listeners.remove(listener);
  }

  /// What is known now; `null`: still being verified. Never blocks.
  Verdict verdict(EncoderKind kind, PixelLayout layout) {
    return verdicts.get(new Profile(kind, layout)).getNow(null);
  }

  /// Waits for the verdict. Control thread.
  ///
  /// @throws BackendException if the encoder does not work
  void require(EncoderKind kind, PixelLayout layout) throws BackendException {
    try {
      var profile = new Profile(kind, layout);
      var verdict = verdicts.get(profile).get(LOAD_SECONDS, TimeUnit.SECONDS);
      if (!verdict.works()) {
        throw new BackendException(BackendException.Kind.FAILED, verdict.detail());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new BackendException(BackendException.Kind.FAILED, "interrupted");
    } catch (ExecutionException | TimeoutException e) {
      throw new BackendException(
          BackendException.Kind.FAILED, "FFmpeg did not load within " + LOAD_SECONDS + " s", e);
    }
  }
}
