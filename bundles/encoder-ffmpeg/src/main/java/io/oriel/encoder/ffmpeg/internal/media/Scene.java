package io.oriel.encoder.ffmpeg.internal.media;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.media.core.PlainFrame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Pictures for the self-test: one of a single colour, to be recognised, and a moving texture with
/// a still part, to be encoded against the clock.
final class Scene {
  static final int WIDTH = 1280;
  static final int HEIGHT = 720;

  /// No two of its three YUV samples are alike in any matrix.
  static final int COLOUR = 0xc86432;

  private static final int STEP_PX = 5; // a frame
  private static final int WAVE_PX = 97;
  private final MemorySegment pixels;
  private final PlainFrame frame;

  Scene(Arena arena) {
    pixels = arena.allocate(4L * WIDTH * HEIGHT, 64);
    frame = new PlainFrame(pixels, WIDTH, HEIGHT);
  }

  PlainFrame plain() {
    for (long at = 0; at < pixels.byteSize(); at += 4) {
      pixels.set(JAVA_INT, at, COLOUR);
    }
    return frame;
  }

  PlainFrame moving(int number) {
    for (int y = 0; y < HEIGHT; y++) {
      int shift = y < HEIGHT * 3 / 4 ? number * STEP_PX : 0;
      for (int x = 0; x < WIDTH; x++) {
        int at = x + shift + 31 * (y / 16);
        int wave = at % WAVE_PX * 2;
        int grain = (at * 0x9e3779b1 ^ y * 0x85ebca6b) >>> 29;
        int shade = 20 + wave + grain;
        pixels.set(
            JAVA_INT, 4L * (y * WIDTH + x), shade << 16 | (230 - wave) << 8 | shade / 2 + 60);
      }
    }
    return frame;
  }
}
