package io.oriel.vdisplay.mutter.internal.bus;

import io.oriel.lib.dbus.BusException;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;

/// `org.gnome.SessionManager` (gnome-session), the one method that Mutter calls while it starts.
@DBusInterfaceName(SessionManager.NAME)
public interface SessionManager {
  /// Name on the bus and of the interface.
  String NAME = "org.gnome.SessionManager";

  /// The object.
  String PATH = "/org/gnome/SessionManager";

  /// A variable for programs that are started from now on.
  @DBusMemberName("Setenv")
  void set(String variable, String value) throws BusException;
}
