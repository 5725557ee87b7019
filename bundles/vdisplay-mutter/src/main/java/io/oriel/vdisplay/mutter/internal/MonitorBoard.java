package io.oriel.vdisplay.mutter.internal;

import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.SignalMatch;
import io.oriel.lib.dbus.Subscription;
import io.oriel.vdisplay.mutter.internal.bus.DisplayConfig;
import io.oriel.vdisplay.mutter.internal.bus.LogicalStruct;
import io.oriel.vdisplay.mutter.internal.bus.MonitorStruct;
import io.oriel.vdisplay.mutter.internal.bus.PlacedStruct;
import io.oriel.vdisplay.mutter.internal.bus.WantedStruct;
import io.oriel.vdisplay.mutter.internal.layout.Monitor;
import io.oriel.vdisplay.mutter.internal.layout.Place;
import io.oriel.vdisplay.mutter.internal.layout.Screens;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.types.UInt32;

/// A desktop's monitors, read and laid out through Mutter's DisplayConfig. Any thread.
final class MonitorBoard {
  private static final int DIVIDED = 1; // layout-mode: logical

  private final Bus bus;
  private final DisplayConfig config;

  MonitorBoard(Bus bus) {
    this.bus = bus;
    config = bus.object(DisplayConfig.NAME, DisplayConfig.PATH, DisplayConfig.class);
  }

  /// Tells of every change, on the bus's listener thread.
  Subscription changes(Runnable changed) throws BusException {
    var match =
        new SignalMatch(
            DisplayConfig.NAME, DisplayConfig.PATH, DisplayConfig.NAME, "MonitorsChanged");
    return bus.signals(match, _ -> changed.run());
  }

  /// Monitors and layout now.
  Screens read() throws BusException {
    DisplayConfig.State state = config.state();
    var monitors = state.monitors().stream().map(MonitorBoard::monitor).toList();
    return new Screens(
        state.serial().longValue(),
        monitors,
        state.logical().stream().map(logical -> place(logical, monitors)).toList(),
        layoutMode(state.properties()) == DIVIDED);
  }

  /// Lays the monitors out until they change.
  ///
  /// @param read the state that the layout was worked out for; another one since is refused
  void apply(Screens read, List<Place> places) throws BusException {
    config.apply(
        new UInt32(read.serial()),
        DisplayConfig.TEMPORARY,
        places.stream().map(MonitorBoard::wanted).toList(),
        Map.of());
  }

  private static Monitor monitor(MonitorStruct monitor) {
    var spec = monitor.spec;
    return new Monitor(
        spec.connector,
        spec.vendor,
        spec.product,
        spec.serial,
        monitor.modes.stream()
            .map(
                mode ->
                    new Monitor.Mode(
                        mode.id,
                        mode.width,
                        mode.height,
                        mode.refresh,
                        mode.scales,
                        mode.properties.containsKey("is-current")
                            && Boolean.TRUE.equals(mode.properties.get("is-current").getValue())))
            .toList());
  }

  private static Place place(LogicalStruct logical, List<Monitor> monitors) {
    var shown =
        logical.monitors.stream()
            .map(spec -> new Place.Shown(spec.connector, modeOf(spec.connector, monitors)))
            .toList();
    return new Place(
        logical.x, logical.y, logical.scale, logical.transform.intValue(), logical.primary, shown);
  }

  private static String modeOf(String connector, List<Monitor> monitors) {
    return monitors.stream()
        .filter(monitor -> monitor.connector().equals(connector))
        .findFirst()
        .flatMap(Monitor::current)
        .map(Monitor.Mode::id)
        .orElse("");
  }

  private static WantedStruct wanted(Place place) {
    return new WantedStruct(
        place.x(),
        place.y(),
        place.scale(),
        new UInt32(place.transform()),
        place.primary(),
        place.shown().stream()
            .map(shown -> new PlacedStruct(shown.connector(), shown.modeId(), Map.of()))
            .toList());
  }

  private static int layoutMode(Map<String, org.freedesktop.dbus.types.Variant<?>> properties) {
    var mode = properties.get("layout-mode");
    return mode != null && mode.getValue() instanceof UInt32 value ? value.intValue() : DIVIDED;
  }
}
