package io.oriel.lib.dbus.internal;

import io.oriel.lib.dbus.BusException;
import java.util.List;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.types.UInt32;

/// The bus itself (D-Bus specification, "Message Bus Messages").
@DBusInterfaceName(BusDaemon.NAME)
interface BusDaemon {
  String NAME = "org.freedesktop.DBus";
  String PATH = "/org/freedesktop/DBus";

  @DBusMemberName("Hello")
  String hello() throws BusException;

  @DBusMemberName("AddMatch")
  void addMatch(String rule) throws BusException;

  @DBusMemberName("GetNameOwner")
  String nameOwner(String name) throws BusException;

  @DBusMemberName("ListNames")
  List<String> names() throws BusException;

  @DBusMemberName("RequestName")
  UInt32 requestName(String name, UInt32 flags) throws BusException;
}
