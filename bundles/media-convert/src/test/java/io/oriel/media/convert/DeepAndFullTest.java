package io.oriel.media.convert;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.media.Chroma;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.ColorSpec.Matrix;
import io.oriel.api.media.ColorSpec.Primaries;
import io.oriel.api.media.ColorSpec.Range;
import io.oriel.api.media.ColorSpec.Transfer;
import io.oriel.api.media.Fourcc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Planes of 10 bits, and planes with a chroma sample for each pixel.
class DeepAndFullTest {
  private static final int[] WIDTHS = {2, 16, 30, 32, 34, 62, 64, 66, 130, 1278};
  private static final int HEIGHT = 6;

  private record Layout(int depth, Chroma chroma) {
    int bytes() {
      return depth > 8 ? 2 : 1;
    }

    int sub() {
      return chroma == Chroma.YUV444 ? 1 : 2;
    }
  }

  private static final List<Layout> LAYOUTS =
      List.of(
          new Layout(8, Chroma.YUV420),
          new Layout(10, Chroma.YUV420),
          new Layout(8, Chroma.YUV444),
          new Layout(10, Chroma.YUV444));

  private static List<ColorSpec> colors() {
    List<ColorSpec> all = new ArrayList<>();
    for (Matrix matrix : List.of(Matrix.BT709, Matrix.BT601, Matrix.BT2020)) {
      for (Range range : Range.values()) {
        all.add(new ColorSpec(Primaries.BT709, Transfer.BT709, matrix, range));
      }
    }
    return all;
  }

  /// Three planes with gaps behind each row, filled with a mark.
  private record Planes(Layout layout, int width, int[] strides, MemorySegment[] of) {
    static Planes of(Arena arena, Layout layout, int width) {
      int luma = layout.bytes() * width + 6;
      int chroma = layout.bytes() * width / layout.sub() + 10;
      MemorySegment[] planes = {
        arena.allocate((long) luma * HEIGHT),
        arena.allocate((long) chroma * HEIGHT / layout.sub()),
        arena.allocate((long) chroma * HEIGHT / layout.sub())
      };
      for (var plane : planes) {
        plane.fill((byte) 0x77);
      }
      return new Planes(layout, width, new int[] {luma, chroma}, planes);
    }

    void convert(RgbToYuv converter, MemorySegment rgb, long at, int stride, int from, int to) {
      converter.toPlanar(
          rgb, at, stride, of[0], strides[0], of[1], of[2], strides[1], width, from, to);
    }

    int sample(int plane, int x, int y) {
      long at = (long) y * strides[plane == 0 ? 0 : 1] + (long) layout.bytes() * x;
      return layout.bytes() == 2
          ? of[plane].get(JAVA_SHORT_UNALIGNED, at) & 0xffff
          : of[plane].get(JAVA_BYTE, at) & 0xff;
    }
  }

  /// ITU-T H.273 equations 24 to 35.
  private static int[] formula(ColorSpec color, int depth, int r, int g, int b) {
    double[] k = RgbToYuvTest.weights(color.matrix());
    double y = (k[0] * r + (1 - k[0] - k[1]) * g + k[1] * b) / 255;
    double u = (b / 255.0 - y) / (2 * (1 - k[1]));
    double v = (r / 255.0 - y) / (2 * (1 - k[0]));
    int last = (1 << depth) - 1;
    int step = 1 << depth - 8;
    boolean full = color.range() == Range.FULL;
    double[] values = {
      full ? last * y : step * (219 * y + 16),
      full ? last * u + 128 * step : step * (224 * u + 128),
      full ? last * v + 128 * step : step * (224 * v + 128)
    };
    int[] codes = new int[3];
    for (int i = 0; i < 3; i++) {
      codes[i] = Math.clamp(Math.round(values[i] - 1e-9), 0, last);
    }
    return codes;
  }

  private static void fill(MemorySegment rgb, int r, int g, int b) {
    for (long i = 0; i < rgb.byteSize(); i += 4) {
      rgb.set(JAVA_BYTE, i, (byte) b);
      rgb.set(JAVA_BYTE, i + 1, (byte) g);
      rgb.set(JAVA_BYTE, i + 2, (byte) r);
      rgb.set(JAVA_BYTE, i + 3, (byte) 0x5a);
    }
  }

  @Test
  void pure_colours_and_greys_are_those_of_the_standard_in_every_layout() {
    int width = 66;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rgb = arena.allocate(4L * width * HEIGHT);
      for (Layout layout : LAYOUTS) {
        Planes planes = Planes.of(arena, layout, width);
        for (ColorSpec color : colors()) {
          for (RgbToYuv converter :
              List.of(
                  RgbToYuv.of(Fourcc.XRGB8888, color, layout.depth, layout.chroma),
                  RgbToYuv.scalar(Fourcc.XRGB8888, color, layout.depth, layout.chroma))) {
            for (int shade = 0; shade < 24; shade++) {
              int r = shade < 8 ? (shade & 1) * 255 : shade * 11 - 80;
              int g = shade < 8 ? (shade >> 1 & 1) * 255 : shade * 11 - 80;
              int b = shade < 8 ? (shade >> 2 & 1) * 255 : shade * 11 - 80;
              fill(rgb, r, g, b);
              planes.convert(converter, rgb, 0, 4 * width, 0, HEIGHT);
              int x = (width - 1) / layout.sub();
              assertThat(
                      new int[] {
                        planes.sample(0, width - 1, 1),
                        planes.sample(1, x, 1),
                        planes.sample(2, x, 1)
                      })
                  .as("%s %s %s rgb %d %d %d", layout, color, converter.kernel(), r, g, b)
                  .isEqualTo(formula(color, layout.depth, r, g, b));
            }
          }
        }
      }
    }
  }

  @Test
  void the_fast_kernel_gives_the_words_of_the_plain_one_and_touches_nothing_else() {
    Random random = new Random(11);
    for (Layout layout : LAYOUTS) {
      for (ColorSpec color : colors()) {
        for (int fourcc : new int[] {Fourcc.XRGB8888, Fourcc.ABGR8888}) {
          RgbToYuv fast = RgbToYuv.of(fourcc, color, layout.depth, layout.chroma);
          RgbToYuv plain = RgbToYuv.scalar(fourcc, color, layout.depth, layout.chroma);
          for (int width : WIDTHS) {
            int stride = 4 * width + 12;
            try (Arena arena = Arena.ofConfined()) {
              byte[] noise = new byte[8 + stride * HEIGHT];
              random.nextBytes(noise);
              MemorySegment rgb = arena.allocate(noise.length);
              rgb.copyFrom(MemorySegment.ofArray(noise));
              Planes a = Planes.of(arena, layout, width);
              Planes b = Planes.of(arena, layout, width);
              for (int row = 0; row < HEIGHT; row += 2) {
                a.convert(fast, rgb, 8, stride, row, row + 2);
              }
              b.convert(plain, rgb, 8, stride, 0, HEIGHT);
              for (int plane = 0; plane < 3; plane++) {
                assertThat(a.of[plane].mismatch(b.of[plane]))
                    .as("%s %s width %d plane %d", layout, fast.kernel(), width, plane)
                    .isEqualTo(-1);
              }
            }
          }
        }
      }
    }
  }

  @Test
  void planes_that_are_too_small_for_a_layout_are_refused() {
    var deep = RgbToYuv.of(Fourcc.XRGB8888, ColorSpec.BT709_LIMITED, 10, Chroma.YUV420);
    var full = RgbToYuv.of(Fourcc.XRGB8888, ColorSpec.BT709_LIMITED, 8, Chroma.YUV444);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rgb = arena.allocate(4 * 64 * 64);
      MemorySegment small = arena.allocate(64 * 64);
      MemorySegment half = arena.allocate(64 * 32);

      full.toPlanar(rgb, 0, 256, small, 64, small, small, 64, 64, 0, 64);
      assertThatThrownBy(() -> full.toPlanar(rgb, 0, 256, small, 64, half, half, 64, 64, 0, 64))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> deep.toPlanar(rgb, 0, 256, small, 64, half, half, 64, 64, 0, 64))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> deep.toNv12(rgb, 0, 256, small, 64, half, 64, 64, 0, 64))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
