package io.oriel.vdisplay.kwin.internal.bus;

import io.oriel.lib.dbus.BusException;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;

/// `org.kde.KWin` at `/KWin`.
@DBusInterfaceName("org.kde.KWin")
public interface Kwin {
  /// Pages of text for people; its headings have been the same since KWin 5.
  @DBusMemberName("supportInformation")
  String supportInformation() throws BusException;
}
