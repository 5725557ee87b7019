package io.oriel.transport.gamestream.internal;

import io.oriel.api.app.App;
import io.oriel.api.audio.SoundRequest;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the host could stream now, as [CodecBits], from a dry run of the orchestrator. Clients poll
/// several times a second, so the answer is the last known one; asking renews an old one in the
/// background (GS-H-06). Any thread.
public final class CodecMask {
  private static final Logger LOG = LoggerFactory.getLogger(CodecMask.class);
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Pattern MODE = Pattern.compile("(\\d{2,5})x(\\d{2,5})x(\\d{1,3})");

  private final SessionOrchestrator orchestrator;
  private final Supplier<String> mode;
  private final Executor background;
  private final LongSupplier clock;
  private final AtomicBoolean renewing = new AtomicBoolean();
  private volatile Known known = new Known(CodecBits.H264, false);
  private volatile long renewedNanos;

  private record Known(int mask, boolean hdr) {}

  /// @param mode what the codecs have to keep up with, as `1920x1080x60`
  /// @param background runs the dry run, off the caller's thread
  /// @param clock nanoseconds
  public CodecMask(
      SessionOrchestrator orchestrator,
      Supplier<String> mode,
      Executor background,
      LongSupplier clock) {
    this.orchestrator = orchestrator;
    this.mode = mode;
    this.background = background;
    this.clock = clock;
    this.renewedNanos = clock.getAsLong() - FRESH_NANOS;
  }

  /// The bits; never blocks.
  public int get() {
    return fresh().mask;
  }

  /// Whether a desktop can be streamed in HDR; never blocks.
  public boolean hdr() {
    return fresh().hdr;
  }

  private Known fresh() {
    if (clock.getAsLong() - renewedNanos >= FRESH_NANOS && renewing.compareAndSet(false, true)) {
      background.execute(this::renew);
    }
    return known;
  }

  private void renew() {
    try {
      var formats = orchestrator.plan(sample(mode.get())).formats();
      boolean hdr = formats.stream().anyMatch(f -> f.color().transfer() == ColorSpec.Transfer.PQ);
      known = new Known(CodecBits.of(formats), hdr);
    } catch (RuntimeException e) {
      LOG.warn("cannot find out which codecs can be streamed: {}", e.toString());
    } finally {
      renewedNanos = clock.getAsLong();
      renewing.set(false);
    }
  }

  /// A client that can do everything.
  private static SessionRequest sample(String mode) {
    Set<Right> all = EnumSet.allOf(Right.class);
    return new SessionRequest(
        new Client("0".repeat(64), "codec list", all, Instant.EPOCH),
        App.DESKTOP,
        display(mode),
        List.of(Codec.AV1, Codec.HEVC, Codec.H264),
        Set.of(),
        SoundRequest.NONE,
        Map.of());
  }

  private static DisplayRequest display(String mode) {
    Matcher parts = MODE.matcher(mode.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "offer.mode has to be WIDTHxHEIGHTxRATE, as 1920x1080x60, not " + mode);
    }
    return DisplayRequest.of(
            "codec list",
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)) * 1000)
        .withColor(ColorSpec.HDR_RGB);
  }
}
