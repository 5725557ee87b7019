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

  // what makes one region better than another, whatever their sizes
  private static final long NAMED = 6L << 56;
  private static final long EQUAL = 5L << 56;
  private static final long AT_ITS_PLACE = 4L << 56;
  private static final long AROUND = 3L << 56;
  private static final long OVERLAPPING = 2L << 56;
  private static final long ELSEWHERE = 1L << 56;
  private static final long MOST_AREA = 1L << 50;

  /// The region that is the display: the one of its mapping id, else the one that lies where it
  /// lies, else the one with its corner, since a new mode keeps it there, else one around it, else
  /// the one it shares most with, else the largest. Regions that are named as another picture than
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
          best = new Target(device, part(region, score));
          bestScore = score;
        }
      }
    }
    return best;
  }

  /// A region around the display is the whole desktop: the display is a part of it.
  private EiRegion part(EiRegion region, long score) {
    return score >= AROUND && score < AT_ITS_PLACE
        ? new EiRegion(display, region.mappingId())
        : region;
  }

  private long score(EiRegion region) {
    var area = region.area();
    if (mappingId.isPresent() && mappingId.get().equals(region.mappingId())) {
      return NAMED;
    }
    if (area.equals(display)) {
      return EQUAL;
    }
    if (mappingId.isPresent() && region.mappingId() != null) {
      return 0;
    }
    if (area.x() == display.x() && area.y() == display.y()) {
      return AT_ITS_PLACE;
    }
    long size = Math.min((long) area.width() * area.height(), MOST_AREA);
    long shared = shared(area);
    if (shared == (long) display.width() * display.height()) {
      return AROUND + MOST_AREA - size;
    }
    return shared > 0 ? OVERLAPPING + Math.min(shared, MOST_AREA) : ELSEWHERE + size;
  }

  private long shared(Region area) {
    long width = shared(area.x(), area.width(), display.x(), display.width());
    long height = shared(area.y(), area.height(), display.y(), display.height());
    return width > 0 && height > 0 ? width * height : 0;
  }

  private static long shared(long from, long size, long otherFrom, long otherSize) {
    return Math.min(from + size, otherFrom + otherSize) - Math.max(from, otherFrom);
  }
}
