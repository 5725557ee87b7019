package io.oriel.host.session.internal;

import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.TargetKind;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.api.encode.EncoderProvider;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.MemoryKind;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// A way from a display to a bitstream, from what its backends declare before anything is open.
///
/// @param profile what it gives
/// @param colors what its encoder makes of that, the usual one first
/// @param preference place of the codec in the client's list, 0 is first
record Chain(
    Provider<VirtualDisplayProvider> display,
    Fit displayFit,
    TargetKind target,
    Provider<CaptureProvider> capture,
    Fit captureFit,
    Provider<EncoderProvider> encoder,
    Fit encoderFit,
    FormatSupport format,
    Profile profile,
    List<ColorSpec> colors,
    int preference) {
  /// Best first. Lexicographic and not a weighted sum, because it can be explained in one sentence.
  static final Comparator<Chain> ORDER =
      Comparator.comparingInt(Chain::preference)
          .thenComparingInt(Chain::plainness)
          .thenComparingInt(Chain::nearness)
          .thenComparingInt(Chain::degradations)
          .thenComparing(chain -> chain.format.memory() == MemoryKind.HOST)
          .thenComparing(Chain::addedLatency)
          .thenComparing(Comparator.comparingInt(Chain::quality).reversed())
          .thenComparing(Comparator.comparingInt(Chain::ranking).reversed())
          .thenComparing(chain -> chain.display.id())
          .thenComparing(chain -> chain.capture.id())
          .thenComparing(chain -> chain.encoder.id());

  Codec codec() {
    return profile.codec();
  }

  /// Place of the profile among those of its codec.
  private int plainness() {
    return Profile.of(profile.codec(), true).indexOf(profile);
  }

  /// A desktop that people use is what they want to see; a last resort is tried last.
  private int nearness() {
    int quality = displayFit.quality();
    return quality >= Fit.RUNNING_DESKTOP ? 0 : quality >= Fit.LAST_RESORT ? 1 : 2;
  }

  int degradations() {
    return displayFit.degradations().size()
        + captureFit.degradations().size()
        + encoderFit.degradations().size();
  }

  Duration addedLatency() {
    return displayFit
        .addedLatency()
        .plus(captureFit.addedLatency())
        .plus(encoderFit.addedLatency());
  }

  int quality() {
    return displayFit.quality() + captureFit.quality() + encoderFit.quality();
  }

  int ranking() {
    return display.ranking() + capture.ranking() + encoder.ranking();
  }

  /// How it captures, which it may share with others.
  record Way(Provider<CaptureProvider> capture, MemoryKind memory) {}

  Way way() {
    return new Way(capture, format.memory());
  }
}
