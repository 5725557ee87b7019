package io.oriel.transport.gamestream.internal;

import io.oriel.api.audio.SoundRequest;
import io.oriel.api.app.App;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.media.Codec;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the host could stream now, as [CodecBits], from a dry run of the orchestrator. Clients poll
/// several times a second, so the answer is the last known one; asking renews an old one in the
/// background (GS-H-06). Any thread.
public final class CodecMask {
  private static final Logger LOG = LoggerFactory.getLogger(CodecMask.class);
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

  private final SessionOrchestrator orchestrator;
  private final Executor background;
  private final LongSupplier clock;
  private final AtomicBoolean renewing = new AtomicBoolean();
  private volatile int mask = CodecBits.H264;
  private volatile long renewedNanos;

  /// @param background runs the dry run, off the caller's thread
  /// @param clock nanoseconds
  public CodecMask(SessionOrchestrator orchestrator, Executor background, LongSupplier clock) {
    this.orchestrator = orchestrator;
    this.background = background;
    this.clock = clock;
    this.renewedNanos = clock.getAsLong() - FRESH_NANOS;
  }

  /// The bits; never blocks.
  public int get() {
    if (clock.getAsLong() - renewedNanos >= FRESH_NANOS && renewing.compareAndSet(false, true)) {
      background.execute(this::renew);
    }
    return mask;
  }

  private void renew() {
    try {
      mask = CodecBits.of(orchestrator.plan(sample()).formats());
    } catch (RuntimeException e) {
      LOG.warn("cannot find out which codecs can be streamed: {}", e.toString());
    } finally {
      renewedNanos = clock.getAsLong();
      renewing.set(false);
    }
  }

  /// A client that can do everything.
  private static SessionRequest sample() {
    Set<Right> all = EnumSet.allOf(Right.class);
    return new SessionRequest(
        new Client("0".repeat(64), "codec list", all, Instant.EPOCH),
        App.DESKTOP,
        DisplayRequest.of("codec list", 1920, 1080, 60_000),
        List.of(Codec.AV1, Codec.HEVC, Codec.H264),
        Set.of(),
        SoundRequest.NONE,
        Map.of());
  }
}
