package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session.State;
import io.oriel.host.session.internal.media.MediaRun;
import io.oriel.media.core.SessionEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens to a session whose backends fail, leave and come back.
final class StageTroubles implements MediaRun.Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(StageTroubles.class);

  private final SessionState session;
  private final ControlThread control;
  private final SessionPlans plans;
  private final SessionParts parts;
  private final SessionEnd end;
  private final Waiting waiting = new Waiting();
  private SessionMedia media;
  private Recovery recovery;
  private volatile boolean displayLost;

  StageTroubles(
      SessionState session,
      ControlThread control,
      SessionPlans plans,
      SessionParts parts,
      SessionEnd end) {
    this.session = session;
    this.control = control;
    this.plans = plans;
    this.parts = parts;
    this.end = end;
  }

  /// The media whose troubles these are; while the session is made.
  void of(SessionMedia its) {
    media = its;
    recovery =
        new Recovery(
            session.context(),
            plans,
            its,
            waiting,
            () -> session.endReason() != null,
            () -> displayLost);
  }

  @Override
  public void lost(OpenStage<?> stage, BackendException cause) {
    String why = cause.getMessage();
    boolean blame = cause.kind() != BackendException.Kind.DEVICE_LOST;
    control.post(() -> recover(stage, why, false, blame));
  }

  @Override
  public void failed(Throwable cause) {
    LOG.error("session {}: a media thread died", session.id(), cause);
    session.remarks().accept("a media thread died: " + cause);
    end.ask(EndReason.FAILED);
  }

  /// The display died, or somebody at it said no. Any thread.
  void displayLost(String why, boolean denied) {
    session.remarks().accept(why);
    end.ask(denied ? EndReason.DENIED : EndReason.DISPLAY_LOST, why);
    displayLost = true; // last: who waits for it finds the end asked for, and by which reason
    waiting.signal();
  }

  /// The session is told to end: nothing is waited for any more. Any thread.
  void ending() {
    waiting.signal();
  }

  /// A backend leaves. On the thread that stops it; returns when nothing here uses it.
  void drain(Provider<?> leaving, long deadlineNanos) {
    parts.drain(leaving, deadlineNanos);
    var stage = media.drain(leaving, deadlineNanos);
    if (stage != null) {
      control.post(() -> recover(stage, leaving.key() + " was taken away", true, false));
    }
  }

  /// A backend arrived: it may be the one waited for. Any thread.
  void arrived(Provider<?> provider) {
    waiting.signal();
    control.post(() -> tryArrived(provider));
  }

  private void tryArrived(Provider<?> provider) {
    if (!session.is(State.LIVE, State.PREPARED)) {
      return;
    }
    parts.arrived(provider);
  }

  /// A stage is gone. It may be news of one that was replaced meanwhile: a backend that leaves is
  /// reported by the media threads too.
  private void recover(OpenStage<?> stage, String why, boolean tookAway, boolean blame) {
    if (!session.is(State.LIVE) || !media.uses(stage)) {
      return;
    }
    session.become(State.RECOVERING);
    session.remarks().accept(why);
    session.figures().stageLost();
    SessionEvents.stageLost(session.id(), stage.provider().key(), why);
    LOG.warn("session {}: {}, recovering", session.id(), why);
    var over = recovery.from(stage, why, tookAway, blame, session.stream(), session.lease());
    if (session.endReason() != null) {
      return; // the end is already queued
    }
    if (over.isPresent()) {
      end.now(over.get().reason(), over.get().detail());
    } else {
      session.become(State.LIVE);
      LOG.info("session {}: live again", session.id());
    }
  }
}
