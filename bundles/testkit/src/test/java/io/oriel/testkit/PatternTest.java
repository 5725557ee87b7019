package io.oriel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {
  private static final long MICROS = 0x8123_4567_89abL;

  @ParameterizedTest
  @CsvSource({"160,208", "320,240", "640,360", "1280,720", "1920,1080", "2560,1440", "1366,768"})
  void what_was_drawn_is_read(int width, int height) {
    var pattern = new Pattern(width, height);
    long stride = 4L * width + 64;
    for (int frame : new int[] {0, 1, 0xdeadbeef, -1}) {
      var picture = Arena.ofAuto().allocate(stride * height);
      pattern.draw(picture, stride, frame, MICROS);

      assertThat(pattern.readBgrx(picture, stride))
          .hasValue(new Pattern.Reading(frame, MICROS, 3, false));
    }
  }

  @ParameterizedTest
  @CsvSource({"160,208", "1280,720", "1366,768"})
  void what_was_drawn_is_read_from_a_busy_picture(int width, int height) {
    var pattern = Pattern.busy(width, height);
    long stride = 4L * width + 64;
    for (int frame : new int[] {0, 1, 0xdeadbeef, -1}) {
      var picture = Arena.ofAuto().allocate(stride * height);
      pattern.drawBackground(picture, stride, frame);
      pattern.drawStrips(picture, stride, frame, MICROS);

      assertThat(pattern.readBgrx(picture, stride))
          .hasValue(new Pattern.Reading(frame, MICROS, 3, false));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void every_pixel_is_drawn(boolean busy) {
    var pattern = busy ? Pattern.busy(1366, 768) : new Pattern(1366, 768);
    var picture = MemorySegment.ofArray(new byte[1366 * 768 * 4]);

    pattern.draw(picture, 1366 * 4, 7, MICROS);

    for (long at = 3; at < picture.byteSize(); at += 4) {
      assertThat(picture.get(ValueLayout.JAVA_BYTE, at)).isEqualTo((byte) 0xff);
    }
  }

  @Test
  void it_survives_limited_range_blur_and_noise() {
    var pattern = new Pattern(640, 360);
    byte[] luma = luma(pattern, 640, 360, 42);
    var random = new Random(1);
    byte[] worse = new byte[luma.length];
    for (int y = 0; y < 360; y++) {
      for (int x = 0; x < 640; x++) {
        int sum = 0;
        for (int d = -3; d <= 3; d++) {
          sum += luma[y * 640 + Math.clamp(x + d, 0, 639)] & 0xff;
        }
        worse[y * 640 + x] = (byte) Math.clamp(sum / 7 + random.nextInt(-40, 40), 0, 255);
      }
    }

    assertThat(pattern.readLuma(MemorySegment.ofArray(worse), 640))
        .hasValue(new Pattern.Reading(42, MICROS, 3, false));
  }

  @Test
  void a_torn_picture_is_told() {
    var pattern = new Pattern(640, 360);
    byte[] luma = luma(pattern, 640, 360, 42);
    byte[] next = luma(pattern, 640, 360, 43);
    System.arraycopy(next, 640 * 250, luma, 640 * 250, 640 * 110);

    var reading = pattern.readLuma(MemorySegment.ofArray(luma), 640).orElseThrow();

    assertThat(reading).isEqualTo(new Pattern.Reading(42, MICROS, 3, true));
  }

  @Test
  void a_covered_strip_leaves_the_others() {
    var pattern = new Pattern(640, 360);
    byte[] luma = luma(pattern, 640, 360, 42);
    java.util.Arrays.fill(luma, 0, 640 * 20, (byte) 0x80);

    assertThat(pattern.readLuma(MemorySegment.ofArray(luma), 640))
        .hasValue(new Pattern.Reading(42, MICROS, 2, false));
  }

  @Test
  void another_picture_is_not_read() {
    var pattern = new Pattern(640, 360);
    byte[] luma = new byte[640 * 360];
    for (int value = 0; value < 256; value += 51) {
      java.util.Arrays.fill(luma, (byte) value);
      assertThat(pattern.readLuma(MemorySegment.ofArray(luma), 640)).isEmpty();
    }
  }

  @Test
  void the_bars_have_their_colours() {
    var pattern = new Pattern(640, 360);
    var picture = MemorySegment.ofArray(new int[640 * 360]);
    pattern.draw(picture, 4 * 640, 1, MICROS);

    for (int bar = 0; bar < Pattern.barCount(); bar++) {
      int at = pattern.barY() * 640 + pattern.barX(bar);
      int pixel = picture.getAtIndex(ValueLayout.JAVA_INT, at);
      assertThat(pixel & 0xffffff).isEqualTo(Pattern.barColor(bar));
    }
  }

  @Test
  void a_picture_too_small_is_refused() {
    assertThatThrownBy(() -> new Pattern(64, 64)).hasMessageContaining("64x64 is too small");
  }

  /// BT.709 luma in limited range.
  private static byte[] luma(Pattern pattern, int width, int height, int frame) {
    var picture = MemorySegment.ofArray(new byte[width * height * 4]);
    pattern.draw(picture, 4L * width, frame, MICROS);
    byte[] luma = new byte[width * height];
    for (int i = 0; i < luma.length; i++) {
      int b = picture.get(ValueLayout.JAVA_BYTE, 4L * i) & 0xff;
      int g = picture.get(ValueLayout.JAVA_BYTE, 4L * i + 1) & 0xff;
      int r = picture.get(ValueLayout.JAVA_BYTE, 4L * i + 2) & 0xff;
      luma[i] = (byte) (16 + (0.2126 * r + 0.7152 * g + 0.0722 * b) * 219 / 255);
    }
    return luma;
  }
}
