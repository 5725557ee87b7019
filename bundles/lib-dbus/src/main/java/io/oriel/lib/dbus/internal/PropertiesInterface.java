package io.oriel.lib.dbus.internal;

import io.oriel.lib.dbus.BusException;
import java.util.Map;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.types.Variant;

/// D-Bus specification, "org.freedesktop.DBus.Properties".
@DBusInterfaceName("org.freedesktop.DBus.Properties")
interface PropertiesInterface {
  @DBusMemberName("Get")
  Variant<?> get(String interfaceName, String property) throws BusException;

  @DBusMemberName("GetAll")
  Map<String, Variant<?>> all(String interfaceName) throws BusException;

  @DBusMemberName("Set")
  void set(String interfaceName, String property, Variant<?> value) throws BusException;
}
