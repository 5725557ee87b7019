package io.oriel.testkit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/// A test picture that carries a frame number and a time stamp, and survives encoding.
///
/// From top to bottom: a strip, eight colour bars, a strip, a dark field with a white square that
/// moves, a strip. All three strips say the same in large black (0) and white (1) blocks, row by
/// row, the highest bit first:
///
///     32 bits frame number | 48 bits time in µs | 32 bits CRC-32
///
/// A strip whose checksum is wrong does not count, so what is read was drawn. A picture whose
/// strips differ was torn. A busy pattern has a moving texture in place of bars and field, which
/// costs an encoder what real pictures cost. One thread at a time per object; drawing and reading
/// allocate nothing but the reading itself.
public final class Pattern {
  /// The bars from left to right as 0xRRGGBB: 75 % white, yellow, cyan, green, magenta, red, blue,
  /// and black (the colours of SMPTE EG 1, in full range).
  private static final int[] BARS = {
    0xbfbfbf, 0xbfbf00, 0x00bfbf, 0x00bf00, 0xbf00bf, 0xbf0000, 0x0000bf, 0x000000
  };

  private static final int OPAQUE = 0xff000000;
  private static final int WHITE = OPAQUE | 0xffffff;
  private static final int BLACK = OPAQUE;
  private static final int FIELD = OPAQUE | 0x202020;
  private static final int STEP_PX = 8; // how far the square moves in one frame

  // Native order: on little-endian machines the bytes are B G R x.
  private static final ValueLayout.OfInt PIXEL = ValueLayout.JAVA_INT_UNALIGNED;

  private final int width;
  private final int height;
  private final PatternLayout layout;
  private final StripReader reader;
  private final int[] bars;
  private final int[] row;
  private final Texture texture; // null: bars and field

  /// A pattern of bars and a field, for pictures of one size.
  ///
  /// @throws IllegalArgumentException too small, less than about 160 × 208
  public Pattern(int widthPx, int heightPx) {
    this(widthPx, heightPx, false);
  }

  private Pattern(int widthPx, int heightPx, boolean busy) {
    width = widthPx;
    height = heightPx;
    reader = StripReader.of(widthPx, heightPx);
    layout = reader.layout();
    bars = new int[widthPx];
    for (int x = 0; x < widthPx; x++) {
      bars[x] = OPAQUE | BARS[(int) ((long) x * BARS.length / widthPx)];
    }
    row = new int[widthPx];
    texture = busy ? new Texture(widthPx) : null;
  }

  /// A busy pattern.
  ///
  /// @throws IllegalArgumentException too small, as for the constructor
  public static Pattern busy(int widthPx, int heightPx) {
    return new Pattern(widthPx, heightPx, true);
  }

  /// What a picture says.
  ///
  /// @param frame the number of its highest readable strip
  /// @param micros its time, 0 … 2^48 - 1
  /// @param strips how many of the three strips could be read
  /// @param torn the readable strips say different things
  public record Reading(int frame, long micros, int strips, boolean torn) {}

  /// Draws a whole picture with bytes B G R x.
  ///
  /// @param picture borrowed for the call, at least `strideBytes` × height
  /// @param micros a time in µs; its lowest 48 bits are drawn
  public void draw(MemorySegment picture, long strideBytes, int frame, long micros) {
    drawBackground(picture, strideBytes, frame);
    drawStrips(picture, strideBytes, frame, micros);
  }

  /// Draws all but the strips, which is most of the work: a program whose time is to be late draws
  /// this first.
  ///
  /// @param picture borrowed for the call, at least `strideBytes` × height
  public void drawBackground(MemorySegment picture, long strideBytes, int frame) {
    int between = layout.stripHeightPx();
    if (texture == null) {
      for (int y = between; y < layout.middlePx(); y++) {
        MemorySegment.copy(bars, 0, picture, PIXEL, y * strideBytes, width);
      }
      drawField(picture, strideBytes, layout.middlePx() + between, layout.bottomPx(), frame);
    } else {
      texture.draw(picture, strideBytes, between, layout.middlePx(), frame);
      texture.draw(picture, strideBytes, layout.middlePx() + between, layout.bottomPx(), -frame);
    }
    Arrays.fill(row, BLACK); // below the last whole block
    for (int y = layout.bottomPx() + between; y < height; y++) {
      MemorySegment.copy(row, 0, picture, PIXEL, y * strideBytes, width);
    }
  }

  /// Draws the strips alone.
  ///
  /// @param picture borrowed for the call, at least `strideBytes` × height
  /// @param micros a time in µs; its lowest 48 bits are drawn
  public void drawStrips(MemorySegment picture, long strideBytes, int frame, long micros) {
    long time = micros & PatternCode.LATEST_MICROS;
    int check = PatternCode.check(frame, time);
    for (int strip = 0; strip < PatternLayout.STRIPS; strip++) {
      drawStrip(picture, strideBytes, strip, frame, time, check);
    }
  }

  private void drawField(MemorySegment picture, long stride, int top, int bottom, int frame) {
    int side = Math.min(64, bottom - top);
    int at = (int) (Integer.toUnsignedLong(frame) * STEP_PX % (width - side));
    Arrays.fill(row, FIELD);
    Arrays.fill(row, at, at + side, WHITE);
    int squareTop = top + (bottom - top - side) / 2;
    for (int y = squareTop; y < squareTop + side; y++) {
      MemorySegment.copy(row, 0, picture, PIXEL, y * stride, width);
    }
    Arrays.fill(row, FIELD);
    for (int y = top; y < bottom; y++) {
      if (y < squareTop || y >= squareTop + side) {
        MemorySegment.copy(row, 0, picture, PIXEL, y * stride, width);
      }
    }
  }

  private void drawStrip(
      MemorySegment picture, long stride, int strip, int frame, long micros, int check) {
    int block = layout.blockPx();
    for (int first = 0; first < PatternCode.BITS; first += layout.columns()) {
      Arrays.fill(row, BLACK);
      int end = Math.min(first + layout.columns(), PatternCode.BITS);
      for (int bit = first; bit < end; bit++) {
        if (PatternCode.bit(bit, frame, micros, check)) {
          int x = layout.blockX(bit);
          Arrays.fill(row, x, x + block, WHITE);
        }
      }
      int top = layout.blockY(strip, first);
      for (int y = top; y < top + block; y++) {
        MemorySegment.copy(row, 0, picture, PIXEL, y * stride, width);
      }
    }
  }

  /// Reads a picture with bytes B G R x, by its green.
  ///
  /// @return empty when no strip is readable
  public Optional<Reading> readBgrx(MemorySegment picture, long strideBytes) {
    return reader.read(picture, strideBytes, 4, 1, width, height);
  }

  /// Reads the luma plane of a decoded picture with 8 bits, in limited or full range.
  ///
  /// @return empty when no strip is readable
  public Optional<Reading> readLuma(MemorySegment plane, long strideBytes) {
    return reader.read(plane, strideBytes, 1, 0, width, height);
  }

  /// How many bars there are.
  public static int barCount() {
    return BARS.length;
  }

  /// The colour of a bar as 0xRRGGBB, sRGB.
  public static int barColor(int bar) {
    return BARS[bar];
  }

  /// A column in the middle of a bar.
  public int barX(int bar) {
    return (2 * bar + 1) * width / (2 * BARS.length);
  }

  /// A row in the middle of the bars.
  public int barY() {
    return (layout.stripHeightPx() + layout.middlePx()) / 2;
  }
}
