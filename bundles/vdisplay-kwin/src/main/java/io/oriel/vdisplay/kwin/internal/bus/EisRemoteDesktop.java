package io.oriel.vdisplay.kwin.internal.bus;

import io.oriel.lib.dbus.BusException;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;

/// `org.kde.KWin.EIS.RemoteDesktop` at `/org/kde/KWin/EIS/RemoteDesktop`, from Plasma 6.1 on: a
/// libei server of KWin's.
@DBusInterfaceName("org.kde.KWin.EIS.RemoteDesktop")
public interface EisRemoteDesktop {
  /// @param fd the connection, the caller's
  /// @param cookie for `disconnect`
  record Connection(FileDescriptor fd, int cookie) {}

  /// @param capabilities 1 keyboard, 2 pointer, 4 touch
  @DBusMemberName("connectToEIS")
  Connection connectToEis(int capabilities) throws BusException;

  /// Ends a connection.
  @DBusMemberName("disconnect")
  void disconnect(int cookie) throws BusException;
}
