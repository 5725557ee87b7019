package io.oriel.vdisplay.mutter.internal.bus;

import io.oriel.lib.dbus.BusException;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.types.UInt32;

/// `org.freedesktop.DBus` of the D-Bus specification.
@DBusInterfaceName(BusDaemon.NAME)
public interface BusDaemon {
  /// Name on the bus and of the interface.
  String NAME = "org.freedesktop.DBus";

  /// The object.
  String PATH = "/org/freedesktop/DBus";

  /// Which process has a name.
  @DBusMemberName("GetConnectionUnixProcessID")
  UInt32 processOf(String name) throws BusException;
}
