package io.oriel.lib.pipewire.server;

import java.time.Duration;

/// Which PipeWire is wanted.
///
/// @param choice the session's or an own one
/// @param sound whether programs have to reach a PulseAudio server as well; a running PipeWire
///   without one, or without a session manager that gives programs their sink, is no use then
/// @param user whom an own one runs as when the host itself runs as root: the user that desktops
///   run as, who alone reaches its sockets
/// @param within how long starting one may take
/// @param pid configuration of the bundle that asks, for messages that name the remedy; it has the
///   setting `user`, and `server` if it lets an operator choose
public record PipeWireWish(Choice choice, boolean sound, String user, Duration within, String pid) {
  /// Whose PipeWire.
  public enum Choice {
    /// An own one that runs already, else the session's if it is complete and the host is not root,
    /// else an own one that is started.
    AUTO,
    /// The one of the user's session, nothing else.
    RUNNING,
    /// One of the host's own, without hardware.
    OWN
  }
}
