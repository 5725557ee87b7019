package io.oriel.host.session.internal;

import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.Stage;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Right;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All parts of one session, in the order in which they begin; they are closed in reverse. One that
/// fails where it must not concerns no other.
final class SessionParts {
  private static final Logger LOG = LoggerFactory.getLogger(SessionParts.class);

  private final SessionState session;
  private final List<SessionPart> parts;

  SessionParts(SessionState session, List<SessionPart> parts) {
    this.session = session;
    this.parts = List.copyOf(parts);
  }

  /// What every session has.
  ///
  /// @param ofClient what the link reaches
  /// @param control runs a step on the control thread; any thread
  /// @param end ends the session; any thread
  static SessionParts of(
      SessionState session,
      Exchange ofClient,
      Consumer<Runnable> control,
      Consumer<EndReason> end) {
    var context = session.context();
    var input = ofClient.input();
    var sound = new SessionSound(session, control);
    ofClient.microphone().beside(sound::sinkName);
    return new SessionParts(
        session,
        List.of(
            input,
            sound, // before the microphone, which goes by its name
            ofClient.microphone(),
            ofClient.clipboard(),
            new IdleEnd(
                context.timer(),
                () -> context.settings().get().idle_end_seconds(),
                input::touchedNanos,
                System::nanoTime,
                end),
            new AppPart(session, end)));
  }

  Map<String, String> environment() {
    var all = new LinkedHashMap<String, String>();
    parts.forEach(part -> safely(part, () -> all.putAll(part.environment())));
    return all;
  }

  void prepared(DisplayKeeper.Lease lease) throws SessionException {
    for (var part : parts) {
      part.prepared(lease);
    }
  }

  void started(StreamParameters stream, ClientLink link) throws SessionException {
    for (var part : parts) {
      part.started(stream, link);
    }
  }

  void modeChanged(StreamParameters stream) {
    parts.forEach(part -> safely(part, () -> part.modeChanged(stream)));
  }

  void arrived(Provider<?> provider) {
    parts.forEach(part -> safely(part, () -> part.arrived(provider)));
  }

  /// Any thread.
  void rights(Set<Right> now) {
    parts.forEach(part -> safely(part, () -> part.rights(now)));
  }

  /// @return whether one of them used it
  boolean drain(Provider<?> leaving, long deadlineNanos) {
    boolean used = false;
    for (var part : parts) {
      used |= part.drain(leaving, deadlineNanos);
    }
    return used;
  }

  void chain(Map<Stage, String> chain) {
    parts.forEach(part -> part.chain(chain));
  }

  void close(EndReason reason) {
    parts.reversed().forEach(part -> safely(part, () -> part.close(reason)));
  }

  private void safely(SessionPart part, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("session {}: {} failed", session.id(), part.getClass().getSimpleName(), e);
    }
  }
}
