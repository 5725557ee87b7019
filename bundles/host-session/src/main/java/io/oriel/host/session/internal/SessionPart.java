package io.oriel.host.session.internal;

import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.Stage;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Right;
import java.util.Map;
import java.util.Set;

/// Something a session has besides picture and input. Made with its session by [SessionParts]; the
/// session calls every method on its control thread, but for those that say otherwise.
///
/// What is missing of a part degrades the session: it says so in [SessionState#remarks()] and does
/// not throw, unless the session is no use without it.
interface SessionPart {
  /// A display is about to be opened anew: variables for the programs that it starts. What a part
  /// opens for them goes to the display in [#prepared], and is closed by [#close] if that never
  /// comes.
  default Map<String, String> environment() {
    return Map.of();
  }

  /// The display is there: new, or kept with what an earlier session left on it.
  default void prepared(DisplayKeeper.Lease lease) throws SessionException {}

  /// The picture streams to the link from now on.
  default void started(StreamParameters stream, ClientLink link) throws SessionException {}

  /// The running session has another mode.
  default void modeChanged(StreamParameters stream) {}

  /// A backend arrived: it may be the one that is missing. The session is prepared or live.
  default void arrived(Provider<?> provider) {}

  /// The client's rights are others. Any thread.
  default void rights(Set<Right> now) {}

  /// Ends the use of a backend that leaves. On the thread that stops it; returns when nothing here
  /// uses it any more.
  ///
  /// @return whether it was in use here
  default boolean drain(Provider<?> leaving, long deadlineNanos) {
    return false;
  }

  /// Names the backends in use. Any thread.
  default void chain(Map<Stage, String> chain) {}

  /// The session ends, also one that was never prepared. Called once, before the display is given
  /// back.
  default void close(EndReason reason) {}
}
