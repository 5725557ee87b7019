package io.oriel.vdisplay.mutter.internal.layout;

import io.oriel.api.display.Arrangement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Works layouts out. Pure.
///
/// No layout ever switches a virtual monitor off: Mutter crashes if somebody records it.
public final class Layouts {
  private Layouts() {}

  /// The layout for a display.
  ///
  /// @param own connector of its monitor, which is on
  /// @param scale what is wanted; the nearest that Mutter allows is taken
  public static List<Place> wanted(Screens now, String own, Arrangement arrangement, double scale) {
    var mine = now.place(own).orElseThrow();
    double nearest =
        now.monitor(own).flatMap(Monitor::current).map(m -> m.scaleNear(scale)).orElse(1.0);
    return arrangement == Arrangement.ONLY
        ? only(now, mine.scaled(nearest))
        : scaled(now, mine, nearest);
  }

  /// In a row, the display first; with it only what other screen casts show.
  private static List<Place> only(Screens now, Place mine) {
    var row = new ArrayList<Place>();
    row.add(mine.at(0, 0).primary(true));
    int x = now.region(mine).width();
    var others =
        now.places().stream()
            .filter(place -> !place.shown().equals(mine.shown()))
            .filter(place -> virtual(now, place))
            .sorted(Comparator.comparingInt(Place::x).thenComparingInt(Place::y))
            .toList();
    for (var place : others) {
      row.add(place.at(x, 0).primary(false));
      x += now.region(place).width();
    }
    return row;
  }

  /// As it is, with another scale of the display; what is right of it follows.
  private static List<Place> scaled(Screens now, Place mine, double scale) {
    int before = now.region(mine).width();
    int change = now.region(mine.scaled(scale)).width() - before;
    return now.places().stream()
        .map(
            place -> {
              if (place.equals(mine)) {
                return mine.scaled(scale);
              }
              return place.x() >= mine.x() + before
                  ? place.at(place.x() + change, place.y())
                  : place;
            })
        .toList();
  }

  private static boolean virtual(Screens now, Place place) {
    return place.shown().stream()
        .anyMatch(each -> now.monitor(each.connector()).filter(Monitor::virtual).isPresent());
  }

  /// The layout as it was before; screen casts that are there now stay right of it.
  ///
  /// @return empty: it cannot be, because other monitors are connected now than then
  public static Optional<List<Place>> restored(Screens now, Screens before) {
    var real = now.monitors().stream().filter(monitor -> !monitor.virtual()).toList();
    var then = before.monitors().stream().filter(monitor -> !monitor.virtual()).toList();
    boolean match =
        real.size() == then.size()
            && then.stream().allMatch(each -> real.stream().anyMatch(each::same));
    if (!match || then.isEmpty()) {
      return Optional.empty();
    }
    var places = new ArrayList<Place>();
    int right = 0;
    for (var place : before.places()) {
      if (!virtual(before, place)) {
        places.add(place);
        var region = before.region(place);
        right = Math.max(right, region.x() + region.width());
      }
    }
    if (places.isEmpty() || !modesExist(now, places)) {
      return Optional.empty();
    }
    if (places.stream().noneMatch(Place::primary)) {
      places.set(0, places.getFirst().primary(true));
    }
    for (var place : now.places()) {
      if (virtual(now, place)) {
        places.add(place.at(right, 0).primary(false));
        right += now.region(place).width();
      }
    }
    return Optional.of(places);
  }

  private static boolean modesExist(Screens now, List<Place> places) {
    return places.stream()
        .flatMap(place -> place.shown().stream())
        .allMatch(
            shown ->
                now.monitor(shown.connector()).stream()
                    .flatMap(monitor -> monitor.modes().stream())
                    .anyMatch(mode -> mode.id().equals(shown.modeId())));
  }
}
