package io.oriel.vdisplay.mutter.internal.bus;

import io.oriel.lib.dbus.BusException;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// `org.gnome.Mutter.DisplayConfig` (Mutter, `data/dbus-interfaces`). Its signal `MonitorsChanged`
/// tells that the state is another one.
@DBusInterfaceName(DisplayConfig.NAME)
public interface DisplayConfig {
  /// Name on the bus and of the interface.
  String NAME = "org.gnome.Mutter.DisplayConfig";

  /// The object.
  String PATH = "/org/gnome/Mutter/DisplayConfig";

  /// `method` of [#apply]: until the monitors change, remembered nowhere.
  UInt32 TEMPORARY = new UInt32(1);

  /// Monitors and how they are laid out.
  ///
  /// @param serial which state this is
  /// @param properties `layout-mode` (u): 1 sizes are divided by the scale, 2 they are not
  record State(
      UInt32 serial,
      List<MonitorStruct> monitors,
      List<LogicalStruct> logical,
      Map<String, Variant<?>> properties) {}

  /// The state now.
  @DBusMemberName("GetCurrentState")
  State state() throws BusException;

  /// Lays monitors out; those that are not named are switched off.
  @DBusMemberName("ApplyMonitorsConfig")
  void apply(
      UInt32 serial, UInt32 method, List<WantedStruct> logical, Map<String, Variant<?>> properties)
      throws BusException;
}
