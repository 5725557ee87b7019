package io.oriel.media.core;

import io.oriel.media.core.internal.jfr.Emission;
import io.oriel.media.core.internal.jfr.SessionEndEvent;
import io.oriel.media.core.internal.jfr.StageLostEvent;

/// Tells the flight recorder what happens to sessions: `io.oriel.StageLost` and `SessionEnd`. Any
/// thread; rare, so that an event is an object of its own.
public final class SessionEvents {
  private SessionEvents() {}

  /// A capture or encoder is gone.
  ///
  /// @param backend as in `encoder=x264`
  /// @param why for people
  public static void stageLost(String session, String backend, String why) {
    var event = new StageLostEvent();
    if (Emission.wanted(event)) {
      event.session = session;
      event.backend = backend;
      event.why = why;
      Emission.instant(event);
    }
  }

  /// A session has ended.
  ///
  /// @param detail for people, may be empty
  public static void ended(String session, String reason, String detail) {
    var event = new SessionEndEvent();
    if (Emission.wanted(event)) {
      event.session = session;
      event.reason = reason;
      event.detail = detail;
      Emission.instant(event);
    }
  }
}
