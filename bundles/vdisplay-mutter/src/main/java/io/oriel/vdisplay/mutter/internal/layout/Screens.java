package io.oriel.vdisplay.mutter.internal.layout;

import io.oriel.api.display.Region;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// A desktop's monitors and its layout at one moment.
///
/// @param serial Mutter's number of this state
/// @param divided sizes in the layout are those of the modes divided by the scale
public record Screens(long serial, List<Monitor> monitors, List<Place> places, boolean divided) {
  public Screens {
    monitors = List.copyOf(monitors);
    places = List.copyOf(places);
  }

  /// The monitor of that connector.
  public Optional<Monitor> monitor(String connector) {
    return monitors.stream().filter(each -> each.connector().equals(connector)).findFirst();
  }

  /// Where a monitor is; empty: it is off.
  public Optional<Place> place(String connector) {
    return places.stream().filter(each -> each.on(connector)).findFirst();
  }

  /// The connector of the desktop's first monitor.
  public Optional<String> primary() {
    return places.stream()
        .filter(Place::primary)
        .findFirst()
        .or(() -> places.stream().findFirst())
        .map(place -> place.shown().getFirst().connector());
  }

  /// Whether a layout is the one in force.
  public boolean laidOutAs(List<Place> wanted) {
    return new HashSet<>(places).equals(new HashSet<>(wanted));
  }

  /// What a place covers, in logical pixels.
  public Region region(Place place) {
    var mode =
        monitor(place.shown().getFirst().connector())
            .flatMap(
                m ->
                    m.modes().stream()
                        .filter(each -> each.id().equals(place.shown().getFirst().modeId()))
                        .findFirst());
    int width = mode.map(Monitor.Mode::width).orElse(1);
    int height = mode.map(Monitor.Mode::height).orElse(1);
    boolean upright = place.transform() % 2 == 0;
    double divisor = divided ? place.scale() : 1;
    return new Region(
        place.x(),
        place.y(),
        (int) Math.round((upright ? width : height) / divisor),
        (int) Math.round((upright ? height : width) / divisor));
  }
}
