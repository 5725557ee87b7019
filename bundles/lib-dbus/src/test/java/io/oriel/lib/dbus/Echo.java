package io.oriel.lib.dbus;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.MethodNoReply;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// What the tests call.
@DBusInterfaceName(Echo.NAME)
public interface Echo {
  String NAME = "io.oriel.test.Echo";
  String BUS_NAME = "io.oriel.test";
  String PATH = "/io/oriel/test";

  record Opened(FileDescriptor fd, int cookie) {}

  String Say(String words) throws BusException;

  Map<String, Variant<?>> Dict(Map<String, Variant<?>> values) throws BusException;

  List<DBusPath> Paths(DBusPath one, UInt32 count) throws BusException;

  FileDescriptor Pass(FileDescriptor fd) throws BusException;

  Opened Open(boolean yes) throws BusException;

  void Nothing() throws BusException;

  void Refuse(String errorName) throws BusException;

  String Never() throws BusException;

  String Large(int bytes) throws BusException;

  @MethodNoReply
  void Forget(String words) throws BusException;
}
