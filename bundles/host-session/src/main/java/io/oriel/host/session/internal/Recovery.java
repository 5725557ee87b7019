package io.oriel.host.session.internal;

import io.oriel.api.capture.Capture;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.StreamParameters;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Gets a session streaming again after it lost its capture or encoder. Control thread.
final class Recovery {
  /// Why a session cannot go on.
  record End(EndReason reason, String detail) {}

  /// The display's own death is often noticed a moment after its capture's.
  private static final long DISPLAY_NANOS = 300_000_000;

  private final SessionContext context;
  private final SessionPlans plans;
  private final SessionMedia media;
  private final Waiting waiting;
  private final BooleanSupplier ending;
  private final BooleanSupplier displayLost;
  private final Losses losses = new Losses();

  /// @param waiting signalled when a backend arrives, and when one of the next two becomes true
  /// @param ending the session is told to end
  Recovery(
      SessionContext context,
      SessionPlans plans,
      SessionMedia media,
      Waiting waiting,
      BooleanSupplier ending,
      BooleanSupplier displayLost) {
    this.context = context;
    this.plans = plans;
    this.media = media;
    this.waiting = waiting;
    this.ending = ending;
    this.displayLost = displayLost;
  }

  /// Opens a chain that still works, once the lost backend is back or has been waited for.
  ///
  /// @param tookAway an operator took the backend away, and may be replacing it
  /// @param blame the backend itself failed
  /// @return empty: it streams again, or is told to end meanwhile
  Optional<End> from(
      OpenStage<?> stage,
      String why,
      boolean tookAway,
      boolean blame,
      StreamParameters stream,
      DisplayKeeper.Lease lease) {
    media.discard(stage, why, blame);
    EndReason reason =
        stage.instance() instanceof Capture ? EndReason.CAPTURE_LOST : EndReason.ENCODER_LOST;
    if (losses.tooMany(System.nanoTime())) {
      return Optional.of(new End(reason, "lost a stage three times in a minute, last: " + why));
    }
    if (tookAway) {
      awaitReturn(stage.provider(), stream, lease);
    }
    if (ending.getAsBoolean()) {
      return Optional.empty();
    }
    plans.renew();
    try {
      media.restart(plans.chains(stream, lease.backendId()), lease.display());
      return Optional.empty();
    } catch (SessionException e) {
      waiting.until(System.nanoTime() + DISPLAY_NANOS, displayLost);
      return ending.getAsBoolean() // the display said why, maybe that somebody at it ended this
          ? Optional.empty()
          : Optional.of(new End(reason, e.getMessage()));
    }
  }

  private void awaitReturn(Provider<?> lost, StreamParameters stream, DisplayKeeper.Lease lease) {
    long wait = context.settings().get().recovery_wait_ms();
    waiting.until(
        System.nanoTime() + wait * 1_000_000,
        () -> ending.getAsBoolean() || plans.back(lost, stream, lease.backendId()));
  }
}
