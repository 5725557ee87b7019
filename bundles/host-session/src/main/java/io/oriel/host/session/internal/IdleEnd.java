package io.oriel.host.session.internal;

import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.StreamParameters;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// Ends a session that nobody touches for as long as the owner allows.
final class IdleEnd implements SessionPart {
  private final ScheduledExecutorService timer;
  private final IntSupplier seconds;
  private final LongSupplier touchedNanos;
  private final LongSupplier clock;
  private final Consumer<EndReason> end;
  private volatile Future<?> next; // written by the control thread, then by the timer's
  private volatile boolean over;

  /// @param seconds the limit, read when the stream starts and at every look; 0: none
  /// @param touchedNanos when input came last, or the session began
  /// @param clock as `System.nanoTime()`
  IdleEnd(
      ScheduledExecutorService timer,
      IntSupplier seconds,
      LongSupplier touchedNanos,
      LongSupplier clock,
      Consumer<EndReason> end) {
    this.timer = timer;
    this.seconds = seconds;
    this.touchedNanos = touchedNanos;
    this.clock = clock;
    this.end = end;
  }

  @Override
  public void started(StreamParameters stream, ClientLink link) {
    look();
  }

  private void look() {
    long limitNanos = TimeUnit.SECONDS.toNanos(seconds.getAsInt());
    if (limitNanos == 0 || over) {
      return;
    }
    long left = touchedNanos.getAsLong() + limitNanos - clock.getAsLong();
    if (left <= 0) {
      end.accept(EndReason.IDLE);
    } else {
      next = timer.schedule(this::look, left, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close(EndReason reason) {
    over = true;
    var waiting = next;
    if (waiting != null) {
      waiting.cancel(false);
    }
  }
}
