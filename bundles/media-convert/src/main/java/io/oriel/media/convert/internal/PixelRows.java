package io.oriel.media.convert.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;

/// The rows of a 32-bit picture, halved in both directions as often as wanted. Rows are asked for
/// from top to bottom; the two asked for last are kept. One thread at a time.
public final class PixelRows {
  private static final int KEPT = 2;

  private final int width;
  private final int height;
  private final PixelRows twice; // what this is half of; null: the picture itself
  private final int[][] rows = new int[KEPT][];
  private final int[] numbers = new int[KEPT];
  private MemorySegment picture;
  private long offset;
  private int stride;

  /// @param halvings how often; the last row and column of an odd number are left out
  public PixelRows(int width, int height, int halvings) {
    twice = halvings == 0 ? null : new PixelRows(width, height, halvings - 1);
    this.width = twice == null ? width : twice.width / 2;
    this.height = twice == null ? height : twice.height / 2;
    for (int i = 0; i < KEPT; i++) {
      rows[i] = new int[this.width];
    }
  }

  /// Pixels of a row.
  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /// Takes another picture.
  ///
  /// @throws IndexOutOfBoundsException if it is too small for its size
  public void of(MemorySegment pixels, long start, int rowBytes) {
    Arrays.fill(numbers, -1);
    if (twice != null) {
      twice.of(pixels, start, rowBytes);
      return;
    }
    if (rowBytes < 4 * width) {
      throw new IndexOutOfBoundsException("rows of " + width + " pixels in " + rowBytes + " bytes");
    }
    Objects.checkFromIndexSize(
        start, (long) (height - 1) * rowBytes + 4L * width, pixels.byteSize());
    picture = pixels;
    offset = start;
    stride = rowBytes;
  }

  /// A row; borrowed until the next but one is asked for.
  public int[] row(int number) {
    int slot = number % KEPT;
    int[] row = rows[slot];
    if (numbers[slot] != number) {
      numbers[slot] = number;
      if (twice == null) {
        MemorySegment.copy(
            picture,
            ValueLayout.JAVA_INT_UNALIGNED,
            offset + (long) number * stride,
            row,
            0,
            width);
      } else {
        halve(twice.row(2 * number), twice.row(2 * number + 1), row);
      }
    }
    return row;
  }

  /// The mean of four pixels, two of their bytes at a time.
  private static void halve(int[] upper, int[] lower, int[] into) {
    for (int x = 0; x < into.length; x++) {
      int a = upper[2 * x];
      int b = upper[2 * x + 1];
      int c = lower[2 * x];
      int d = lower[2 * x + 1];
      int even =
          (a & 0x00ff00ff) + (b & 0x00ff00ff) + (c & 0x00ff00ff) + (d & 0x00ff00ff) + 0x00020002
              >>> 2;
      int odd =
          (a >>> 8 & 0x00ff00ff)
              + (b >>> 8 & 0x00ff00ff)
              + (c >>> 8 & 0x00ff00ff)
              + (d >>> 8 & 0x00ff00ff)
              + 0x00020002;
      into[x] = even & 0x00ff00ff | odd << 6 & 0xff00ff00;
    }
  }
}
