package io.oriel.testkit;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the [Pattern] out of decoded pictures whatever size it was drawn in: a desktop may have
/// another size than its stream, or be scaled. A picture without borders is needed.
///
/// Until the first reading it tries sizes, a few with each picture; then it keeps to the one that
/// read most strips until that has failed for some time. Wrong sizes and damaged pictures give no
/// reading; the checksum sees to it. One thread.
public final class PatternReader {
  private static final int TRIES = 4;
  private static final int PATIENCE = 120; // unreadable pictures before sizes are tried again

  // Parts of the picture's own size: scaled desktops. In the order of their likelihood.
  private static final int[][] RATIOS = {
    {1, 1}, {1, 2}, {2, 3}, {3, 2}, {4, 3}, {2, 1}, {3, 4}, {4, 5}, {5, 4}, {1, 3}, {3, 1}
  };

  private static final int[][] SIZES = {
    {1920, 1080},
    {2560, 1440},
    {3840, 2160},
    {1280, 720},
    {1920, 1200},
    {2560, 1600},
    {3440, 1440},
    {5120, 1440},
    {1366, 768},
    {1600, 900},
    {1440, 900},
    {1680, 1050},
    {1280, 800},
    {1280, 1024},
    {1024, 768},
    {1600, 1200},
    {800, 600},
    {640, 480},
    {640, 360}
  };

  private final int widthPx;
  private final int heightPx;
  private final List<StripReader> candidates = new ArrayList<>();
  private StripReader right;
  private int mostStrips; // that it has read
  private int next;
  private int failures;

  /// @param widthPx size of the pictures to read
  public PatternReader(int widthPx, int heightPx) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    for (int[] ratio : RATIOS) {
      addCandidate(
          Math.round((float) widthPx * ratio[0] / ratio[1]),
          Math.round((float) heightPx * ratio[0] / ratio[1]));
    }
    for (int[] size : SIZES) {
      addCandidate(size[0], size[1]);
    }
  }

  private void addCandidate(int wide, int high) {
    try {
      StripReader reader = StripReader.of(wide, high);
      if (!candidates.contains(reader)) {
        candidates.add(reader);
      }
    } catch (IllegalArgumentException _) {
      // Nobody draws a pattern in a size that is too small for it.
    }
  }

  /// Reads the luma plane of a decoded picture with 8 bits, in limited or full range.
  ///
  /// @param plane borrowed for the call
  /// @return empty when no strip is readable
  public Optional<Pattern.Reading> readLuma(MemorySegment plane, long strideBytes) {
    Optional<Pattern.Reading> best =
        right == null ? Optional.empty() : read(right, plane, strideBytes);
    failures = best.isPresent() ? 0 : failures + 1;
    if (right != null && failures > PATIENCE) {
      right = null;
      mostStrips = 0;
    }
    // With fewer than all strips it may be a size that only begins alike.
    for (int i = 0; i < TRIES && mostStrips < PatternLayout.STRIPS; i++) {
      // the picture's own size is tried with every picture
      StripReader tried = candidates.get(i == 0 ? 0 : next++ % candidates.size());
      Optional<Pattern.Reading> reading = read(tried, plane, strideBytes);
      if (reading.isPresent() && reading.get().strips() > mostStrips) {
        right = tried;
        mostStrips = reading.get().strips();
        best = reading;
      }
    }
    return best;
  }

  private Optional<Pattern.Reading> read(StripReader reader, MemorySegment plane, long stride) {
    return reader.read(plane, stride, 1, 0, widthPx, heightPx);
  }
}
