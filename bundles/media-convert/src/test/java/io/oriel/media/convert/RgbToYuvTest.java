package io.oriel.media.convert;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.ColorSpec.Matrix;
import io.oriel.api.media.ColorSpec.Primaries;
import io.oriel.api.media.ColorSpec.Range;
import io.oriel.api.media.ColorSpec.Transfer;
import io.oriel.api.media.Fourcc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RgbToYuvTest {
  private static final int[] WIDTHS = {2, 16, 30, 32, 34, 62, 64, 66, 130, 1278};

  private static List<ColorSpec> colors() {
    List<ColorSpec> all = new ArrayList<>();
    for (Matrix matrix : List.of(Matrix.BT709, Matrix.BT601, Matrix.BT2020)) {
      for (Range range : Range.values()) {
        all.add(new ColorSpec(Primaries.BT709, Transfer.BT709, matrix, range));
      }
    }
    return all;
  }

  /// ITU-T H.273 equations 24 to 35 for 8 bits: rounding half away from zero.
  private static int[] formula(ColorSpec color, int r, int g, int b) {
    double[] k = weights(color.matrix());
    double kr = k[0];
    double kb = k[1];
    double y = (kr * r + (1 - kr - kb) * g + kb * b) / 255;
    double u = (b / 255.0 - y) / (2 * (1 - kb));
    double v = (r / 255.0 - y) / (2 * (1 - kr));
    boolean full = color.range() == Range.FULL;
    return new int[] {
      clip(full ? 255 * y : 219 * y + 16),
      clip(full ? 255 * u + 128 : 224 * u + 128),
      clip(full ? 255 * v + 128 : 224 * v + 128)
    };
  }

  /// Kr and Kb, ITU-T H.273 table 4.
  static double[] weights(Matrix matrix) {
    return switch (matrix) {
      case BT601 -> new double[] {0.299, 0.114};
      case BT2020 -> new double[] {0.2627, 0.0593};
      default -> new double[] {0.2126, 0.0722};
    };
  }

  private static int clip(double value) {
    return Math.clamp(Math.round(value - 1e-9), 0, 255);
  }

  private static int[] solid(RgbToYuv converter, int r, int g, int b) {
    int width = 66;
    int height = 2;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rgb = arena.allocate(4L * width * height);
      for (int i = 0; i < width * height; i++) {
        rgb.set(JAVA_BYTE, 4L * i, (byte) b);
        rgb.set(JAVA_BYTE, 4L * i + 1, (byte) g);
        rgb.set(JAVA_BYTE, 4L * i + 2, (byte) r);
        rgb.set(JAVA_BYTE, 4L * i + 3, (byte) 0x5a);
      }
      MemorySegment y = arena.allocate((long) width * height);
      MemorySegment uv = arena.allocate((long) width * height / 2);
      converter.toNv12(rgb, 0, 4 * width, y, width, uv, width, width, 0, height);
      int[] first = {
        y.get(JAVA_BYTE, 0) & 255, uv.get(JAVA_BYTE, 0) & 255, uv.get(JAVA_BYTE, 1) & 255
      };
      for (long i = 0; i < y.byteSize(); i++) {
        assertThat(y.get(JAVA_BYTE, i) & 255).isEqualTo(first[0]);
      }
      for (long i = 0; i < uv.byteSize(); i++) {
        assertThat(uv.get(JAVA_BYTE, i) & 255).isEqualTo(first[1 + (int) (i & 1)]);
      }
      return first;
    }
  }

  @Test
  void pure_colours_and_the_grey_ramp_are_exact() {
    for (ColorSpec color : colors()) {
      for (RgbToYuv converter :
          List.of(
              RgbToYuv.of(Fourcc.XRGB8888, color),
              RgbToYuv.scalar(Fourcc.XRGB8888, color, 8, Chroma.YUV420))) {
        for (int corner = 0; corner < 8; corner++) {
          int r = (corner & 1) * 255;
          int g = (corner >> 1 & 1) * 255;
          int b = (corner >> 2 & 1) * 255;
          assertThat(solid(converter, r, g, b))
              .as("%s %s rgb %d %d %d", color, converter.kernel(), r, g, b)
              .isEqualTo(formula(color, r, g, b));
        }
        for (int grey = 0; grey < 256; grey++) {
          assertThat(solid(converter, grey, grey, grey))
              .as("%s %s grey %d", color, converter.kernel(), grey)
              .isEqualTo(formula(color, grey, grey, grey));
        }
      }
    }
  }

  @Test
  void the_known_bt709_values_come_out() {
    RgbToYuv converter = RgbToYuv.of(Fourcc.XRGB8888, ColorSpec.BT709_LIMITED);

    assertThat(solid(converter, 255, 0, 0)).containsExactly(63, 102, 240);
    assertThat(solid(converter, 0, 255, 0)).containsExactly(173, 42, 26);
    assertThat(solid(converter, 0, 0, 255)).containsExactly(32, 240, 118);
    assertThat(solid(converter, 255, 255, 255)).containsExactly(235, 128, 128);
  }

  @Test
  void the_fast_kernel_gives_the_bytes_of_the_plain_one_and_touches_nothing_else() {
    Random random = new Random(7);
    int height = 6;
    for (ColorSpec color : colors()) {
      for (int fourcc : new int[] {Fourcc.XRGB8888, Fourcc.ABGR8888}) {
        RgbToYuv fast = RgbToYuv.of(fourcc, color);
        RgbToYuv plain = RgbToYuv.scalar(fourcc, color, 8, Chroma.YUV420);
        for (int width : WIDTHS) {
          int stride = 4 * width + 12;
          int yStride = width + 5;
          int uvStride = width + 3;
          try (Arena arena = Arena.ofConfined()) {
            byte[] noise = new byte[8 + stride * height];
            random.nextBytes(noise);
            MemorySegment rgb = arena.allocate(noise.length);
            rgb.copyFrom(MemorySegment.ofArray(noise));
            MemorySegment[] a = planes(arena, yStride * height, uvStride * height);
            MemorySegment[] b = planes(arena, yStride * height, uvStride * height);

            for (int row = 0; row < height; row += 2) {
              fast.toNv12(rgb, 8, stride, a[0], yStride, a[1], uvStride, width, row, row + 2);
            }
            plain.toNv12(rgb, 8, stride, b[0], yStride, b[1], uvStride, width, 0, height);
            assertThat(a[0].mismatch(b[0])).isEqualTo(-1);
            assertThat(a[1].mismatch(b[1])).isEqualTo(-1);
            MemorySegment u = b[1];
            fast.toPlanar(rgb, 8, stride, a[0], yStride, a[2], a[3], uvStride, width, 0, height);
            plain.toPlanar(rgb, 8, stride, b[0], yStride, b[2], b[3], uvStride, width, 0, height);
            for (int i = 0; i < 4; i++) {
              assertThat(a[i].mismatch(b[i])).isEqualTo(-1);
            }
            for (int row = 0; row < height / 2; row++) {
              for (int x = 0; x < width / 2; x++) {
                long at = (long) row * uvStride;
                assertThat(u.get(JAVA_BYTE, at + 2L * x)).isEqualTo(b[2].get(JAVA_BYTE, at + x));
                assertThat(u.get(JAVA_BYTE, at + 2L * x + 1))
                    .isEqualTo(b[3].get(JAVA_BYTE, at + x));
              }
            }
          }
        }
      }
    }
  }

  private static MemorySegment[] planes(Arena arena, int luma, int chroma) {
    MemorySegment[] planes = {
      arena.allocate(luma), arena.allocate(chroma), arena.allocate(chroma), arena.allocate(chroma)
    };
    for (MemorySegment plane : planes) {
      plane.fill((byte) 0x77);
    }
    return planes;
  }

  @Test
  void planes_that_are_too_small_are_refused() {
    RgbToYuv converter = RgbToYuv.of(Fourcc.XRGB8888, ColorSpec.BT709_LIMITED);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rgb = arena.allocate(64 * 64 * 4);
      MemorySegment y = arena.allocate(64 * 64);
      MemorySegment uv = arena.allocate(64 * 32);

      converter.toNv12(rgb, 0, 256, y, 64, uv, 64, 64, 0, 64);
      assertThatThrownBy(() -> converter.toNv12(rgb, 4, 256, y, 64, uv, 64, 64, 0, 64))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> converter.toNv12(rgb, 0, 256, y, 64, uv, 64, 64, 0, 66))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> converter.toNv12(rgb, 0, 128, y, 64, uv, 64, 64, 0, 64))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> converter.toNv12(rgb, 0, 256, y, 64, uv, 64, 63, 0, 64))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_frame_allocates_nothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    RgbToYuv converter = RgbToYuv.of(Fourcc.XRGB8888, ColorSpec.BT709_LIMITED);
    int width = 1280;
    int height = 720;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment rgb = arena.allocate(4L * width * height);
      MemorySegment y = arena.allocate((long) width * height);
      MemorySegment uv = arena.allocate((long) width * height / 2);
      long perFrame = Long.MAX_VALUE;
      // the JVM may still be compiling: what remains after that counts
      for (int round = 0; round < 20 && perFrame >= 16; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
          converter.toNv12(rgb, 0, 4 * width, y, width, uv, width, width, 0, height);
        }
        perFrame = (threads.getCurrentThreadAllocatedBytes() - before) / 100;
      }

      assertThat(perFrame).isLessThan(16);
    }
  }
}
