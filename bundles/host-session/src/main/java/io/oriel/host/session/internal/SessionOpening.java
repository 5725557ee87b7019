package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session.State;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.StreamParameters;
import io.oriel.host.session.internal.media.SharedLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The two steps in which a session comes to life: display and parts, then the stream.
/// Control thread. A step that fails ends the session.
record SessionOpening(
    SessionState session,
    SessionPlans plans,
    SessionMedia media,
    SessionParts parts,
    SessionEnd end) {
  private static final Logger LOG = LoggerFactory.getLogger(SessionOpening.class);

  private interface Step {
    void run() throws SessionException, BackendException;
  }

  /// Opens the display, or takes the one that was kept.
  ///
  /// @param displayLost told when it dies; any thread
  ///
  /// @throws SessionException also if the session was ended before it began
  void prepare(Planned plan, DisplayHealth.Lost displayLost) throws SessionException {
    if (session.endReason() != null) { // what it opened now nobody would close
      throw new SessionException(
          session.endReason(), "session " + session.id() + " was ended before it began");
    }
    plan.withoutHdr().ifPresent(this::withoutHdr);
    orEnd(
        () -> {
          var step =
              new DisplayStep(session.context(), session.request(), session.remarks(), displayLost);
          var kept = step.reclaim();
          var lease = kept.isPresent() ? kept.get() : step.open(plan.chains(), parts.environment());
          session.holds(lease);
          parts.prepared(lease);
        });
    session.become(State.PREPARED);
    var lease = session.lease();
    LOG.info(
        "session {}: {} for {}, {} on {}{}",
        session.id(),
        session.request().app(),
        session.request().client().name(),
        DisplayStep.mode(lease.display().actual()),
        lease.backendId(),
        lease.reused() ? ", kept from before" : "");
  }

  private void withoutHdr(String missing) {
    session.remarks().accept(missing);
    LOG.info("session {}: {}", session.id(), missing);
  }

  /// Streams to a link from now on.
  void start(StreamParameters wanted, ClientLink to, LinkSink sink) throws SessionException {
    if (!session.is(State.PREPARED)) {
      throw new SessionException(
          EndReason.FAILED,
          "session " + session.id() + " is " + session.now() + ", it cannot be started");
    }
    var link = new SharedLink(to);
    session.linkedTo(link);
    orEnd(
        () -> {
          link.input(sink);
          var lease = session.lease();
          DisplayStep.resize(lease.display(), wanted.format(), session.remarks());
          media.start(wanted, link, plans.chains(wanted, lease.backendId()), lease.display());
          session.streams(wanted);
          parts.started(wanted, link);
        });
    session.become(State.LIVE);
  }

  private void orEnd(Step step) throws SessionException {
    try {
      step.run();
    } catch (SessionException e) {
      end.now(e.reason(), e.getMessage());
      throw e;
    } catch (BackendException e) {
      end.now(EndReason.NO_BACKEND, e.getMessage());
      throw new SessionException(EndReason.NO_BACKEND, e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      end.now(EndReason.FAILED, e.toString());
      throw e;
    }
  }
}
