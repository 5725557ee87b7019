package io.oriel.testkit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Reads the strips of pictures that were drawn in one size and may be shown in another. Any
/// thread; allocates nothing but the reading.
///
/// @param layout of the picture as it was drawn
/// @param drawnWidthPx size in which it was drawn
record StripReader(PatternLayout layout, int drawnWidthPx, int drawnHeightPx) {
  private static final int BRIGHT = 126; // between black and white in either range

  static StripReader of(int drawnWidthPx, int drawnHeightPx) {
    return new StripReader(
        PatternLayout.of(drawnWidthPx, drawnHeightPx), drawnWidthPx, drawnHeightPx);
  }

  /// @param pixelBytes from one pixel to the next
  /// @param offset of the byte in a pixel that is looked at
  /// @param widthPx size in which the picture is shown
  /// @return empty when no strip is readable
  Optional<Pattern.Reading> read(
      MemorySegment plane, long stride, int pixelBytes, int offset, int widthPx, int heightPx) {
    int frame = 0;
    long micros = 0;
    int strips = 0;
    boolean torn = false;
    for (int strip = 0; strip < PatternLayout.STRIPS; strip++) {
      long high = 0; // the first 64 bits
      long low = 0; // the other 48
      for (int bit = 0; bit < PatternCode.BITS; bit++) {
        int left = layout.blockX(bit);
        int top = layout.blockY(strip, bit);
        int quarter = layout.blockPx() / 4;
        // the inner quarter of a block: its edges are where coding and scaling blur
        int x = scaled(left + quarter, widthPx, drawnWidthPx);
        int y = scaled(top + quarter, heightPx, drawnHeightPx);
        int right = Math.max(x + 1, scaled(left + 3 * quarter, widthPx, drawnWidthPx));
        int bottom = Math.max(y + 1, scaled(top + 3 * quarter, heightPx, drawnHeightPx));
        int one = bright(plane, stride, pixelBytes, offset, x, y, right, bottom) ? 1 : 0;
        if (bit < 64) {
          high = high << 1 | one;
        } else {
          low = low << 1 | one;
        }
      }
      int number = (int) (high >>> 32);
      long time = (high & 0xffffffffL) << 16 | low >>> 32;
      if (PatternCode.check(number, time) != (int) low) {
        continue;
      }
      if (strips++ == 0) {
        frame = number;
        micros = time;
      } else {
        torn |= number != frame || time != micros;
      }
    }
    return strips == 0
        ? Optional.empty()
        : Optional.of(new Pattern.Reading(frame, micros, strips, torn));
  }

  private static int scaled(int px, int shown, int drawn) {
    return (int) ((2L * px * shown + drawn) / (2L * drawn)); // to the nearest
  }

  private static boolean bright(
      MemorySegment plane,
      long stride,
      int pixelBytes,
      int offset,
      int left,
      int top,
      int right,
      int bottom) {
    int sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        long at = y * stride + (long) x * pixelBytes + offset;
        sum += plane.get(ValueLayout.JAVA_BYTE, at) & 0xff;
      }
    }
    return sum > BRIGHT * (right - left) * (bottom - top);
  }
}
