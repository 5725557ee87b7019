package io.oriel.host.session.internal;

import io.oriel.api.session.Session.State;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Tries something again a while later, on the session's control thread: what died is often
/// started again at once. Control thread.
final class Retry {
  private static final long NANOS = 2_000_000_000;

  private final SessionState session;
  private final Consumer<Runnable> control;
  private final Runnable attempt;
  private boolean waiting;

  /// @param control runs a step on the control thread; any thread
  /// @param attempt may ask for another one with [#later()]
  Retry(SessionState session, Consumer<Runnable> control, Runnable attempt) {
    this.session = session;
    this.control = control;
    this.attempt = attempt;
  }

  void later() {
    if (!waiting) {
      waiting = true;
      session.context().timer().schedule(() -> post(this::now), NANOS, TimeUnit.NANOSECONDS);
    }
  }

  private void now() {
    waiting = false;
    attempt.run();
  }

  /// Runs a step on the control thread unless the session is ending. Any thread.
  void post(Runnable step) {
    control.accept(
        () -> {
          if (!session.is(State.ENDING, State.ENDED)) {
            step.run();
          }
        });
  }
}
