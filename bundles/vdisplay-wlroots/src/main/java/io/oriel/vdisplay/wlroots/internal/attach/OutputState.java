package io.oriel.vdisplay.wlroots.internal.attach;

import io.oriel.api.display.Region;
import java.util.List;
import java.util.Optional;

/// One output of a desktop: how it is, or how it shall be.
///
/// @param name the compositor's name for it: `DP-1`, `HEADLESS-3`
/// @param enabled off, the rest means nothing
/// @param widthPx of its mode
/// @param heightPx of its mode
/// @param refreshMilliHz of its mode
/// @param x left edge in the desktop's logical coordinates
/// @param y top edge in the desktop's logical coordinates
/// @param scale logical pixels are this many times larger
/// @param transform `wl_output.transform`: 0 is upright
record OutputState(
    String name,
    boolean enabled,
    int widthPx,
    int heightPx,
    int refreshMilliHz,
    int x,
    int y,
    double scale,
    int transform) {
  /// wlroots' names of outputs that belong to no hardware, of which any mode can be asked.
  private static final String HEADLESS = "HEADLESS-";

  /// What [#transform()] is called, in the order of its numbers: sway-output(5).
  static final List<String> TRANSFORMS =
      List.of("normal", "90", "180", "270", "flipped", "flipped-90", "flipped-180", "flipped-270");

  /// One that is off.
  static OutputState off(String name) {
    return new OutputState(name, false, 0, 0, 0, 0, 0, 1, 0);
  }

  /// Finds one by its name.
  static Optional<OutputState> in(List<OutputState> all, String name) {
    return all.stream().filter(o -> o.name.equals(name)).findFirst();
  }

  /// Whether it belongs to no hardware.
  boolean headless() {
    return name.startsWith(HEADLESS);
  }

  /// The same elsewhere.
  OutputState at(int newX, int newY) {
    return new OutputState(
        name, enabled, widthPx, heightPx, refreshMilliHz, newX, newY, scale, transform);
  }

  /// Whether another has the same size of picture, whatever its rate.
  boolean sizeOf(OutputState other) {
    return enabled && other.enabled && widthPx == other.widthPx && heightPx == other.heightPx;
  }

  /// Whether it lies where another does, with the same rotation and scale.
  boolean placedAs(OutputState other) {
    return x == other.x
        && y == other.y
        && transform == other.transform
        && Math.abs(scale - other.scale) < 0.01;
  }

  /// Where it lies, in logical pixels.
  Region region() {
    boolean turned = (transform & 1) != 0;
    return new Region(
        x,
        y,
        (int) Math.round((turned ? heightPx : widthPx) / scale),
        (int) Math.round((turned ? widthPx : heightPx) / scale));
  }
}
