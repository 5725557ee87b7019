package io.oriel.vdisplay.mutter.internal.bus;

import io.oriel.lib.dbus.BusException;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;

/// `org.gnome.Mutter.RemoteDesktop` (Mutter, `data/dbus-interfaces`): sessions that send input.
@DBusInterfaceName(RemoteDesktop.NAME)
public interface RemoteDesktop {
  /// Name on the bus and of the interface.
  String NAME = "org.gnome.Mutter.RemoteDesktop";

  /// The object.
  String PATH = "/org/gnome/Mutter/RemoteDesktop";

  /// A session, which ends with the caller's connection.
  @DBusMemberName("CreateSession")
  DBusPath createSession() throws BusException;
}
