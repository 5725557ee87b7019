package io.oriel.lib.dbus;

/// Told who has a name on the bus: once at the beginning, then at every change, one at a time.
public interface NameListener {
  /// @param owner unique name of the connection that has the name now
  void appeared(String owner);

  /// Nobody has the name.
  void vanished();
}
