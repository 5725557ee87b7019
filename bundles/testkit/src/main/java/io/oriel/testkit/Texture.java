package io.oriel.testkit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/// A picture of soft noise in several sizes, like foliage or film, that moves: costs an encoder
/// about what a busy game does. Always the same for the same size. One thread.
final class Texture {
  private static final int ROWS = 512; // a power of two: the texture repeats downwards
  private static final int SLACK_PX = 512; // how far it can be shifted sideways
  private static final int OPAQUE = 0xff000000;
  private static final ValueLayout.OfInt PIXEL = ValueLayout.JAVA_INT_UNALIGNED;

  // Cells of noise in pixels, and how much each adds to a channel.
  private static final int[] CELLS = {128, 32, 8, 2};
  private static final int[] WEIGHTS = {80, 60, 40, 20};

  private final int width;
  private final int[][] rows;

  Texture(int widthPx) {
    width = widthPx;
    rows = new int[ROWS][widthPx + SLACK_PX];
    var random = new SplittableRandom(1);
    for (int channel = 0; channel < 3; channel++) {
      for (int octave = 0; octave < CELLS.length; octave++) {
        add(random, CELLS[octave], WEIGHTS[octave], 8 * channel);
      }
    }
    for (int[] row : rows) {
      for (int x = 0; x < row.length; x++) {
        row[x] |= OPAQUE;
      }
    }
  }

  /// Adds noise with values at the corners of cells, straight between them.
  private void add(SplittableRandom random, int cell, int weight, int shift) {
    int columns = rows[0].length / cell + 2;
    int lines = ROWS / cell;
    int[][] corners = new int[lines][columns];
    for (int[] line : corners) {
      for (int i = 0; i < columns; i++) {
        line[i] = random.nextInt(weight + 1);
      }
    }
    for (int y = 0; y < ROWS; y++) {
      int[] above = corners[y / cell];
      int[] below = corners[(y / cell + 1) % lines];
      int down = y % cell;
      for (int x = 0; x < rows[y].length; x++) {
        int at = x / cell;
        int right = x % cell;
        int top = above[at] * (cell - right) + above[at + 1] * right;
        int bottom = below[at] * (cell - right) + below[at + 1] * right;
        rows[y][x] += (top * (cell - down) + bottom * down) / (cell * cell) << shift;
      }
    }
  }

  /// Draws the rows of a picture from `top` to before `bottom`, as they are in one frame.
  void draw(MemorySegment picture, long strideBytes, int top, int bottom, int frame) {
    int right = (int) (Integer.toUnsignedLong(frame) * 3 % SLACK_PX);
    for (int y = top; y < bottom; y++) {
      MemorySegment.copy(rows[y + frame & ROWS - 1], right, picture, PIXEL, y * strideBytes, width);
    }
  }
}
