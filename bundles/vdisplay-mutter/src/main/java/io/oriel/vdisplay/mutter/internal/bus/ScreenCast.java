package io.oriel.vdisplay.mutter.internal.bus;

import io.oriel.lib.dbus.BusException;
import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.types.Variant;

/// `org.gnome.Mutter.ScreenCast` (Mutter, `data/dbus-interfaces`).
@DBusInterfaceName(ScreenCast.NAME)
public interface ScreenCast {
  /// Name on the bus and of the interface.
  String NAME = "org.gnome.Mutter.ScreenCast";

  /// The object.
  String PATH = "/org/gnome/Mutter/ScreenCast";

  /// A session, which ends with the caller's connection.
  ///
  /// @param properties `remote-desktop-session-id` (s), `disable-animations` (b)
  @DBusMemberName("CreateSession")
  DBusPath createSession(Map<String, Variant<?>> properties) throws BusException;
}
