package io.oriel.testkit;

/// Where the strips and bars of a [Pattern] lie in a picture of one size.
///
/// @param blockPx edge of one block of a strip, 8 to 64: whole transform blocks, so that lossy
///     coding leaves them flat, and as large as a fifth of the picture's height allows, so that
///     they also survive being scaled
/// @param columns blocks in a row of a strip
/// @param stripHeightPx height of one strip
/// @param middlePx upper edge of the middle strip
/// @param bottomPx upper edge of the lowest strip; the highest begins at 0
record PatternLayout(int blockPx, int columns, int stripHeightPx, int middlePx, int bottomPx) {
  static final int STRIPS = 3;

  private static final int[] LARGE_BLOCKS = {64, 48, 32, 24, 16};
  private static final int SHARE = 5; // of the height, that strips of large blocks may take

  static PatternLayout of(int widthPx, int heightPx) {
    for (int block : LARGE_BLOCKS) {
      if (widthPx >= block && SHARE * STRIPS * stripHeightPx(widthPx, block) <= heightPx) {
        return of(widthPx, heightPx, block);
      }
    }
    for (int block = 16; block >= 8; block -= 8) {
      // two zones of at least one block's height lie between the strips
      if (widthPx >= block && STRIPS * stripHeightPx(widthPx, block) + 4 * block <= heightPx) {
        return of(widthPx, heightPx, block);
      }
    }
    throw new IllegalArgumentException(
        "a picture of " + widthPx + "x" + heightPx + " is too small for the pattern");
  }

  private static PatternLayout of(int widthPx, int heightPx, int block) {
    int height = stripHeightPx(widthPx, block);
    int middle = (heightPx - height) / 2 / block * block;
    int bottom = (heightPx - height) / block * block;
    return new PatternLayout(block, columns(widthPx, block), height, middle, bottom);
  }

  private static int columns(int widthPx, int block) {
    return Math.min(PatternCode.BITS, widthPx / block);
  }

  private static int stripHeightPx(int widthPx, int block) {
    int columns = columns(widthPx, block);
    return (PatternCode.BITS + columns - 1) / columns * block;
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
