package io.oriel.media.pipewire;

/// What a connection tells. On the connection's thread: must return at once, and must not call the
/// connection's blocking methods.
public interface ConnectionListener {
  /// An object is there: once for each that was, then as they come.
  default void appeared(Global global) {}

  /// An object is gone.
  default void vanished(int id) {}

  /// The daemon went away, once; the connection is of no more use than to be closed.
  void lost(String why);
}
