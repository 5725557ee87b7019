package io.oriel.host.session.internal;

import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session.State;
import io.oriel.media.core.SessionEvents;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends a session, once: tells the client, closes everything in reverse, gives the display back.
final class SessionEnd {
  private static final Logger LOG = LoggerFactory.getLogger(SessionEnd.class);

  /// Told at the end, on the control thread.
  interface Told {
    void ended(EndReason reason, String detail);
  }

  private final SessionState session;
  private final ControlThread control;
  private final Told told;
  private final Deque<Runnable> toClose = new ArrayDeque<>();
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();

  SessionEnd(SessionState session, ControlThread control, Told told) {
    this.session = session;
    this.control = control;
    this.told = told;
  }

  /// Something to close at the end, before all that was named earlier. While the session is made.
  void closes(Runnable part) {
    toClose.addFirst(part);
  }

  /// Asks for the end; returns at once. Any thread; the first reason counts.
  void ask(EndReason reason) {
    ask(reason, "");
  }

  /// The same with what is to be told and logged of it.
  ///
  /// @param detail empty: the newest remark is told
  void ask(EndReason reason, String detail) {
    if (session.endsFor(reason)) {
      control.post(() -> now(reason, detail));
    }
  }

  /// Closes everything. Control thread; the first call counts.
  ///
  /// @param detail empty: the newest remark
  void now(EndReason reason, String detail) {
    if (session.is(State.ENDING, State.ENDED)) {
      return;
    }
    session.endsFor(reason);
    session.become(State.ENDING);
    // whatever one of them throws, the others are closed and the session ends
    var link = session.link();
    if (link != null) {
      String text = detail.isEmpty() ? session.remarks().last() : detail;
      safely(() -> link.end(reason, text));
    }
    toClose.forEach(this::safely);
    if (link != null) {
      safely(link::close);
    }
    var lease = session.lease();
    if (lease != null) {
      safely(() -> DisplayStep.giveBack(lease, reason));
    }
    session.become(State.ENDED);
    LOG.info(
        "session {}: ended, {}{}", session.id(), reason, detail.isEmpty() ? "" : ": " + detail);
    SessionEvents.ended(session.id(), reason.name(), detail);
    safely(() -> told.ended(reason, detail));
    ended.complete(reason);
    control.close();
  }

  /// Completes when everything is closed.
  CompletionStage<EndReason> ended() {
    return ended.minimalCompletionStage();
  }

  private void safely(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("session {}: a part of it does not close", session.id(), e);
    }
  }
}
