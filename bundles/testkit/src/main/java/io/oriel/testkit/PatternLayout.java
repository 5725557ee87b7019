package io.oriel.testkit;

/// Where the strips and bars of a [Pattern] lie in a picture of one size.
///
/// @param blockPx edge of one block of a strip, 16 or 8: whole transform blocks, so that lossy
///     coding leaves them flat
/// @param columns blocks in a row of a strip
/// @param stripHeightPx height of one strip
/// @param middlePx upper edge of the middle strip
/// @param bottomPx upper edge of the lowest strip; the highest begins at 0
record PatternLayout(int blockPx, int columns, int stripHeightPx, int middlePx, int bottomPx) {
  /// Blocks of one strip: 32 bits of number, 48 of time, 16 of checksum.
  static final int BITS = 96;

  static final int STRIPS = 3;

  static PatternLayout of(int widthPx, int heightPx) {
    for (int block = 16; block >= 8; block -= 8) {
      int columns = Math.min(BITS, widthPx / block);
      if (columns == 0) {
        continue;
      }
      int height = (BITS + columns - 1) / columns * block;
      // two zones of at least one block's height lie between the strips
      if (STRIPS * height + 4 * block <= heightPx) {
        int middle = (heightPx - height) / 2 / block * block;
        int bottom = (heightPx - height) / block * block;
        return new PatternLayout(block, columns, height, middle, bottom);
      }
    }
    throw new IllegalArgumentException(
        "a picture of " + widthPx + "x" + heightPx + " is too small for the pattern");
  }

  /// Upper edge of a strip.
  int stripPx(int strip) {
    return strip == 0 ? 0 : strip == 1 ? middlePx : bottomPx;
  }

  int blockX(int bit) {
    return bit % columns * blockPx;
  }

  int blockY(int strip, int bit) {
    return stripPx(strip) + bit / columns * blockPx;
  }
}
