package io.oriel.vdisplay.mutter.internal.layout;

import java.util.List;

/// A part of the desktop and the monitors that show it: Mutter's logical monitor.
///
/// @param transform as in `wl_output.transform`
/// @param shown one, or several that mirror each other
public record Place(int x, int y, double scale, int transform, boolean primary, List<Shown> shown) {
  /// A monitor and the mode it has there.
  public record Shown(String connector, String modeId) {}

  public Place {
    shown = List.copyOf(shown);
  }

  /// Whether a monitor shows it.
  public boolean on(String connector) {
    return shown.stream().anyMatch(each -> each.connector().equals(connector));
  }

  /// The same elsewhere.
  public Place at(int newX, int newY) {
    return new Place(newX, newY, scale, transform, primary, shown);
  }

  /// The same with another scale.
  public Place scaled(double newScale) {
    return new Place(x, y, newScale, transform, primary, shown);
  }

  /// The same as the desktop's first, or not.
  public Place primary(boolean now) {
    return new Place(x, y, scale, transform, now, shown);
  }
}
