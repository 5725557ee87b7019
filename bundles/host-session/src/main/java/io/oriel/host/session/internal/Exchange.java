package io.oriel.host.session.internal;

import java.util.concurrent.Executor;

/// What goes from a session's client to its desktop, beside the wishes for pictures.
record Exchange(SessionInput input, SessionMicrophone microphone, SessionClipboard clipboard) {
  /// @param control runs a step on the session's control thread
  static Exchange of(SessionState session, Executor control) {
    return new Exchange(
        new SessionInput(session, control),
        new SessionMicrophone(session, control::execute),
        new SessionClipboard(session, control::execute));
  }
}
