package io.oriel.vdisplay.mutter.internal.bus;

import io.oriel.lib.dbus.BusException;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;

/// `org.freedesktop.DBus.Introspectable` of the D-Bus specification.
@DBusInterfaceName("org.freedesktop.DBus.Introspectable")
public interface Introspectable {
  /// What an object offers, as XML.
  @DBusMemberName("Introspect")
  String introspect() throws BusException;
}
