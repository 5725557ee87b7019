package io.oriel.input.libei.internal;

import io.oriel.api.display.Region;

/// A part of the desktop that an absolute device reaches, in the server's logical pixels.
///
/// @param mappingId names what the region shows, for example a stream of pictures; `null`: nothing
record EiRegion(Region area, String mappingId) {
  /// @param part01 0 … 1 from the left edge
  float x(double part01) {
    return within(area.x(), area.width(), part01);
  }

  /// @param part01 0 … 1 from the upper edge
  float y(double part01) {
    return within(area.y(), area.height(), part01);
  }

  /// The far edge belongs to the neighbour: servers drop events there.
  private static float within(int from, int size, double part01) {
    float place = (float) (from + Math.clamp(part01, 0, 1) * size);
    return Math.min(place, Math.nextDown((float) ((long) from + size)));
  }
}
