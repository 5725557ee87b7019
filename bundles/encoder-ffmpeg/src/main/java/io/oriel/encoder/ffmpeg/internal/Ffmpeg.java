package io.oriel.encoder.ffmpeg.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.Fourcc;
import io.oriel.encoder.ffmpeg.internal.media.SelfTest;
import io.oriel.encoder.ffmpeg.internal.nat.FreedMemory;
import io.oriel.media.convert.RgbToYuv;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads FFmpeg in the background and lets every encoder prove itself with a few frames: what has
/// not encoded something is not believed.
@Component(service = Ffmpeg.class)
public final class Ffmpeg {
  /// What is known of an encoder.
  ///
  /// @param works it encoded a key frame and what followed, without delay
  /// @param detail why it does not
  public record Verdict(boolean works, boolean missing, String detail) {}

  private static final Logger LOG = LoggerFactory.getLogger(Ffmpeg.class);
  private static final long LOAD_SECONDS = 20;

  private final Map<EncoderKind, CompletableFuture<Verdict>> verdicts =
      new EnumMap<>(EncoderKind.class);

  @Activate
  public Ffmpeg() {
    for (var kind : EncoderKind.values()) {
      verdicts.put(kind, new CompletableFuture<>());
    }
    Thread.ofPlatform().daemon().name("oriel-ffmpeg").start(this::verify);
    // the first converter compares the kernels on this CPU, which no session shall wait for
    Thread.ofPlatform()
        .daemon()
        .name("oriel-convert")
        .start(() -> RgbToYuv.of(Fourcc.XRGB8888, ColorSpec.BT709_LIMITED));
  }

  private void verify() {
    for (var kind : EncoderKind.values()) {
      Verdict verdict;
      try {
        verdict = SelfTest.run(kind);
      } catch (LinkageError e) {
        verdict =
            new Verdict(
                false,
                true,
                "FFmpeg's libraries cannot be loaded: "
                    + e.getMessage()
                    + "; ./oriel run installs them");
      } catch (RuntimeException e) {
        verdict = new Verdict(false, false, "the self-test died: " + e);
      }
      if (verdict.works()) {
        LOG.info("{} works", kind.library());
      } else {
        LOG.info("{} is not used: {}", kind.library(), verdict.detail());
      }
      verdicts.get(kind).complete(verdict);
    }
    FreedMemory.giveBack(); // the encoders that were only tried took hundreds of megabytes
  }

  /// What is known now; `null`: still being verified. Never blocks.
  Verdict verdict(EncoderKind kind) {
    return verdicts.get(kind).getNow(null);
  }

  /// Waits for the verdict. Control thread.
  ///
  /// @throws BackendException if the encoder does not work
  void require(EncoderKind kind) throws BackendException {
    try {
      var verdict = verdicts.get(kind).get(LOAD_SECONDS, TimeUnit.SECONDS);
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
