package io.oriel.media.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureScalerTest {
  private final Arena arena = Arena.ofConfined();

  @AfterEach
  void free() {
    arena.close();
  }

  @Test
  void the_same_size_is_the_same_picture() {
    MemorySegment from = picture(33, 17, new Random(1));

    assertThat(scaled(from, 33, 17, 33, 17).mismatch(from)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"1920,1080,1280,720", "640,480,1280,720", "3840,2160,800,600", "101,7,3,99"})
  void a_plain_picture_stays_plain(int fromWidth, int fromHeight, int width, int height) {
    MemorySegment from = arena.allocate(4L * fromWidth * fromHeight);
    for (long at = 0; at < from.byteSize(); at += 4) {
      from.set(ValueLayout.JAVA_INT_UNALIGNED, at, 0xff20fe81);
    }

    MemorySegment to = scaled(from, fromWidth, fromHeight, width, height);

    for (long at = 0; at < to.byteSize(); at += 4) {
      assertThat(to.get(ValueLayout.JAVA_INT_UNALIGNED, at)).isEqualTo(0xff20fe81);
    }
  }

  @ParameterizedTest
  @CsvSource({"64,48,40,30", "64,48,100,70", "64,48,16,12", "65,49,17,30", "640,20,3,3"})
  void each_byte_is_what_the_formula_says(int fromWidth, int fromHeight, int width, int height) {
    MemorySegment from = picture(fromWidth, fromHeight, new Random(2));
    MemorySegment to = scaled(from, fromWidth, fromHeight, width, height);

    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < 4; channel++) {
          int got = to.get(ValueLayout.JAVA_BYTE, 4L * (y * width + x) + channel) & 0xff;
          double exact = exact(from, fromWidth, fromHeight, width, height, x, y, channel);
          assertThat((double) got)
              .as("byte %d of %d,%d", channel, x, y)
              .isBetween(exact - 2.5, exact + 2.5);
        }
      }
    }
  }

  @Test
  void it_writes_its_rectangle_and_nothing_else() {
    MemorySegment from = picture(8, 8, new Random(3));
    MemorySegment to = arena.allocate(4 * 10 * 10);
    new PictureScaler(8, 8, 6, 6).scale(from, 0, 32, to, 4 * (10 * 2 + 2), 40);

    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 10; x++) {
        boolean inside = x >= 2 && x < 8 && y >= 2 && y < 8;
        boolean written = to.get(ValueLayout.JAVA_INT_UNALIGNED, 4L * (10 * y + x)) != 0;
        assertThat(written).as("%d,%d", x, y).isEqualTo(inside);
      }
    }
  }

  @Test
  void what_is_too_small_is_refused_untouched() {
    MemorySegment small = arena.allocate(8 * 8 * 4);
    MemorySegment large = arena.allocate(16 * 16 * 4);

    assertThatThrownBy(() -> new PictureScaler(16, 16, 8, 8).scale(small, 0, 64, small, 0, 32))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new PictureScaler(16, 16, 8, 8).scale(large, 0, 60, small, 0, 32))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new PictureScaler(8, 8, 16, 16).scale(small, 0, 32, small, 0, 64))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new PictureScaler(0, 8, 16, 16))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private MemorySegment scaled(MemorySegment from, int fromWidth, int fromHeight, int w, int h) {
    MemorySegment to = arena.allocate(4L * w * h);
    new PictureScaler(fromWidth, fromHeight, w, h).scale(from, 0, 4 * fromWidth, to, 0, 4 * w);
    return to;
  }

  private MemorySegment picture(int width, int height, Random random) {
    MemorySegment pixels = arena.allocate(4L * width * height);
    for (long at = 0; at < pixels.byteSize(); at += 4) {
      pixels.set(ValueLayout.JAVA_INT_UNALIGNED, at, random.nextInt() | 0x01010101);
    }
    return pixels;
  }

  /// The same in doubles.
  private static double exact(
      MemorySegment from,
      int fromWidth,
      int fromHeight,
      int width,
      int height,
      int x,
      int y,
      int c) {
    int factor = 1;
    while (fromWidth / (factor * 2) >= width && fromHeight / (factor * 2) >= height) {
      factor *= 2;
    }
    int halfWidth = fromWidth / factor;
    int halfHeight = fromHeight / factor;
    double sx = Math.clamp((x + 0.5) * halfWidth / width - 0.5, 0, halfWidth - 1);
    double sy = Math.clamp((y + 0.5) * halfHeight / height - 0.5, 0, halfHeight - 1);
    int x0 = (int) sx;
    int y0 = (int) sy;
    int x1 = Math.min(x0 + 1, halfWidth - 1);
    int y1 = Math.min(y0 + 1, halfHeight - 1);
    double dx = sx - x0;
    double dy = sy - y0;
    return (1 - dy)
            * ((1 - dx) * mean(from, fromWidth, factor, x0, y0, c)
                + dx * mean(from, fromWidth, factor, x1, y0, c))
        + dy
            * ((1 - dx) * mean(from, fromWidth, factor, x0, y1, c)
                + dx * mean(from, fromWidth, factor, x1, y1, c));
  }

  private static double mean(MemorySegment from, int width, int factor, int x, int y, int c) {
    double sum = 0;
    for (int j = 0; j < factor; j++) {
      for (int i = 0; i < factor; i++) {
        long at = 4L * ((long) (y * factor + j) * width + x * factor + i) + c;
        sum += from.get(ValueLayout.JAVA_BYTE, at) & 0xff;
      }
    }
    return sum / factor / factor;
  }
}
