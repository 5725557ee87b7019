package io.oriel.media.convert;

import io.oriel.media.convert.internal.PixelRows;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// Brings 32-bit pictures to another size: the mean of four pixels while they are more than twice
/// as large as wanted, then bilinear interpolation between pixel centres. All four bytes of a pixel
/// are treated alike, so their order does not matter.
///
/// One thread at a time; borrows memory until a call returns, allocates nothing after its making.
public final class PictureScaler {
  private static final int LARGEST = 16_384;
  private static final int ONE = 256; // weights are parts of this

  private final int toWidth;
  private final int toHeight;
  private final PixelRows rows;
  private final int[] left; // of the two pixels that each result lies between
  private final int[] weight; // of the right one, 0 to 256
  private final int[] blended;
  private final int[] result;

  /// @param fromWidth pixels, 1 … 16384, as all of these
  public PictureScaler(int fromWidth, int fromHeight, int toWidth, int toHeight) {
    check(fromWidth, fromHeight);
    check(toWidth, toHeight);
    this.toWidth = toWidth;
    this.toHeight = toHeight;
    int halvings = 0;
    while (fromWidth >> (halvings + 1) >= toWidth && fromHeight >> (halvings + 1) >= toHeight) {
      halvings++;
    }
    rows = new PixelRows(fromWidth, fromHeight, halvings);
    left = new int[toWidth];
    weight = new int[toWidth];
    for (int x = 0; x < toWidth; x++) {
      long at = position(x, rows.width(), toWidth);
      left[x] = (int) (at / ONE);
      weight[x] = (int) (at % ONE);
    }
    blended = new int[rows.width() + 1];
    result = new int[toWidth];
  }

  private static void check(int width, int height) {
    if (width < 1 || width > LARGEST || height < 1 || height > LARGEST) {
      throw new IllegalArgumentException("a picture of " + width + "x" + height);
    }
  }

  /// Where the centre of a result lies among `from` pixel centres, in 256ths.
  private static long position(int index, int from, int to) {
    long at = ((2L * index + 1) * from * ONE / to - ONE) / 2;
    return Math.clamp(at, 0, (long) (from - 1) * ONE);
  }

  /// Scales a picture.
  ///
  /// @param from the picture
  /// @param offset bytes before its first pixel
  /// @param stride bytes from row to row, at least `4 * fromWidth`
  /// @param to what is written; other bytes of it are left alone
  /// @throws IndexOutOfBoundsException if one of them is too small for that
  public void scale(
      MemorySegment from, long offset, int stride, MemorySegment to, long toOffset, int toStride) {
    rows.of(from, offset, stride);
    Objects.checkFromIndexSize(
        toOffset, (long) (toHeight - 1) * toStride + 4L * toWidth, to.byteSize());
    int width = rows.width();
    for (int y = 0; y < toHeight; y++) {
      long at = position(y, rows.height(), toHeight);
      int upper = (int) (at / ONE);
      int[] one = rows.row(upper);
      int[] other = rows.row(Math.min(upper + 1, rows.height() - 1));
      blend(one, other, (int) (at % ONE), blended, width);
      blended[width] = blended[width - 1]; // the last pixel's neighbour, whose weight is 0
      for (int x = 0; x < toWidth; x++) {
        int i = left[x];
        result[x] = mix(blended[i], blended[i + 1], weight[x]);
      }
      MemorySegment.copy(
          result, 0, to, ValueLayout.JAVA_INT_UNALIGNED, toOffset + (long) y * toStride, toWidth);
    }
  }

  private static void blend(int[] one, int[] other, int weight, int[] into, int width) {
    for (int x = 0; x < width; x++) {
      into[x] = mix(one[x], other[x], weight);
    }
  }

  /// Two of a pixel's bytes at a time: their products have room in 16 bits.
  private static int mix(int one, int other, int weight) {
    int even =
        (one & 0x00ff00ff) * (ONE - weight) + (other & 0x00ff00ff) * weight + 0x00800080 >>> 8;
    int odd =
        (one >>> 8 & 0x00ff00ff) * (ONE - weight)
            + (other >>> 8 & 0x00ff00ff) * weight
            + 0x00800080;
    return even & 0x00ff00ff | odd & 0xff00ff00;
  }
}
