package io.oriel.api.display;

import io.oriel.api.media.ColorSpec;
import java.util.Objects;
import java.util.Optional;

/// A display somebody wants.
///
/// @param name shown to people and used in names of outputs; at most 64 characters
/// @param widthPx 64 … 16384
/// @param heightPx 64 … 16384
/// @param refreshMilliHz 1000 … 480 000
/// @param scale of the desktop's interface, 0.5 … 4; 1 is unscaled
/// @param color what the compositor should render in
/// @param arrangement what becomes of the desktop's other monitors. One that has no others takes
///     [Arrangement#ONLY] as [Arrangement#EXTEND]
/// @param mirrorOf connector of the monitor that [Arrangement#MIRROR] shows; empty: the primary one
public record DisplayRequest(
    String name,
    int widthPx,
    int heightPx,
    int refreshMilliHz,
    double scale,
    ColorSpec color,
    Arrangement arrangement,
    Optional<String> mirrorOf) {
  public DisplayRequest {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(color, "color");
    Objects.requireNonNull(arrangement, "arrangement");
    Objects.requireNonNull(mirrorOf, "mirrorOf");
    if (name.length() > 64) {
      throw new IllegalArgumentException("display name of " + name.length() + " characters");
    }
    if (widthPx < 64 || widthPx > 16384 || heightPx < 64 || heightPx > 16384) {
      throw new IllegalArgumentException(
          "a display is 64x64 to 16384x16384 pixels large, not " + widthPx + "x" + heightPx);
    }
    if (refreshMilliHz < 1000 || refreshMilliHz > 480_000) {
      throw new IllegalArgumentException(
          "a display shows 1 to 480 pictures a second, not " + refreshMilliHz / 1000.0);
    }
    if (!(scale >= 0.5 && scale <= 4)) {
      throw new IllegalArgumentException("scale " + scale);
    }
    if (mirrorOf.isPresent() && arrangement != Arrangement.MIRROR) {
      throw new IllegalArgumentException("a monitor to mirror, and arrangement " + arrangement);
    }
  }

  /// An SDR display without scaling, beside what monitors there are.
  public static DisplayRequest of(String name, int widthPx, int heightPx, int refreshMilliHz) {
    return new DisplayRequest(
        name,
        widthPx,
        heightPx,
        refreshMilliHz,
        1,
        ColorSpec.SRGB,
        Arrangement.EXTEND,
        Optional.empty());
  }

  /// The same in another size and rate.
  public DisplayRequest withMode(int width, int height, int milliHz) {
    return new DisplayRequest(name, width, height, milliHz, scale, color, arrangement, mirrorOf);
  }

  /// The same in another colour space.
  public DisplayRequest withColor(ColorSpec other) {
    return new DisplayRequest(
        name, widthPx, heightPx, refreshMilliHz, scale, other, arrangement, mirrorOf);
  }

  /// The same, arranged otherwise.
  ///
  /// @param mirrored the monitor to mirror; only with [Arrangement#MIRROR]
  public DisplayRequest arranged(Arrangement other, Optional<String> mirrored) {
    return new DisplayRequest(
        name, widthPx, heightPx, refreshMilliHz, scale, color, other, mirrored);
  }
}
