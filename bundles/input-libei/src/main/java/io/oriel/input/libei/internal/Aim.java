package io.oriel.input.libei.internal;

import io.oriel.api.display.Region;
import io.oriel.input.libei.internal.wire.EiInterface;
import java.util.List;
import java.util.Optional;

/// Finds the display among the regions of absolute devices.
///
/// @param mappingId names it where the server does so
/// @param display where it lies in the desktop
record Aim(Optional<String> mappingId, Region display) {
  /// A device, and the part of the desktop on it.
  record Target(EiDevice device, EiRegion region) {}

  /// The region that is the display: the one of its mapping id, else the one that lies where it
  /// lies, else one around it, else the largest. Regions that are named as another picture than
  /// ours are taken only where they lie exactly right.
  ///
  /// @param kind of device
  /// @return `null`: there is none yet
  Target find(List<EiDevice> devices, EiInterface kind) {
    Target best = null;
    long bestScore = 0;
    for (var device : devices) {
      if (!device.takes(kind)) {
        continue;
      }
      for (var region : device.regions()) {
        long score = score(region);
        if (score > bestScore) {
          best = new Target(device, region);
          bestScore = score;
        }
      }
    }
    return best;
  }

  private long score(EiRegion region) {
    var area = region.area();
    if (mappingId.isPresent() && mappingId.get().equals(region.mappingId())) {
      return Long.MAX_VALUE;
    }
    if (area.equals(display)) {
      return Long.MAX_VALUE - 1;
    }
    if (mappingId.isPresent() && region.mappingId() != null) {
      return 0;
    }
    boolean around =
        area.x() <= display.x()
            && area.y() <= display.y()
            && (long) area.x() + area.width() >= (long) display.x() + display.width()
            && (long) area.y() + area.height() >= (long) display.y() + display.height();
    long size = (long) area.width() * area.height(); // below 2^62
    return around ? Long.MAX_VALUE - 2 : size;
  }
}
