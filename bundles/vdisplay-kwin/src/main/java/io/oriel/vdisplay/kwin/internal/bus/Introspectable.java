package io.oriel.vdisplay.kwin.internal.bus;

import io.oriel.lib.dbus.BusException;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;

/// `org.freedesktop.DBus.Introspectable` of any object.
@DBusInterfaceName("org.freedesktop.DBus.Introspectable")
public interface Introspectable {
  /// What the object is, as XML.
  @DBusMemberName("Introspect")
  String introspect() throws BusException;
}
