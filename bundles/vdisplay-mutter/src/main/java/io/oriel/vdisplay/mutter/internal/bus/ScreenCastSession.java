package io.oriel.vdisplay.mutter.internal.bus;

import io.oriel.lib.dbus.BusException;
import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.types.Variant;

/// `org.gnome.Mutter.ScreenCast.Session`: what is recorded. Its signal `Closed` tells the end.
@DBusInterfaceName(ScreenCastSession.NAME)
public interface ScreenCastSession {
  /// Name of the interface.
  String NAME = "org.gnome.Mutter.ScreenCast.Session";

  /// Name of a stream's interface, which has the signal `PipeWireStreamAdded` (u) and the property
  /// `Parameters` (a{sv}).
  String STREAM = "org.gnome.Mutter.ScreenCast.Stream";

  /// A new monitor, in the size that the consumer of its stream negotiates.
  ///
  /// @param properties `cursor-mode` (u): 0 hidden, 1 embedded, 2 metadata; `is-platform` (b): it
  ///     is a monitor like any other, nothing that is shared
  @DBusMemberName("RecordVirtual")
  DBusPath recordVirtual(Map<String, Variant<?>> properties) throws BusException;

  /// What a monitor shows.
  @DBusMemberName("RecordMonitor")
  DBusPath recordMonitor(String connector, Map<String, Variant<?>> properties) throws BusException;
}
