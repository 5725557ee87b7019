package io.oriel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The pattern through the system's `ffmpeg`, at bit rates where everything is blurred, and scaled
/// by what is no whole number.
class PatternLossyTest {
  private static final int FRAMES = 20;
  private static final long FIRST_MICROS = 0x1234_5678_9abcL;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}x{1} busy {2}, {3} {4}")
  @CsvSource({
    "640,360,false,libx264,-b:v 200k",
    "640,360,true,libx264,-b:v 1M",
    "640,360,true,libx264,-qp 51",
    "1280,720,true,libx264,-b:v 1500k -maxrate 1500k -bufsize 40k",
    "1280,720,true,libx264,-qp 51",
    "640,360,true,libx265,-b:v 500k",
    "1280,720,true,libx265,-x265-params log-level=error:qp=51",
  })
  void every_picture_is_read_after_a_hard_encoding(
      int width, int height, boolean busy, String encoder, String rate) throws Exception {
    Assumptions.assumeTrue(Ffmpeg.encodes(encoder), "no ffmpeg with " + encoder + " here");
    var pattern = busy ? Pattern.busy(width, height) : new Pattern(width, height);

    var decoded =
        Ffmpeg.throughCodec(folder, draw(pattern, width, height), width, height, encoder, rate);

    assertThat(decoded).hasSize(FRAMES);
    for (int i = 0; i < FRAMES; i++) {
      Pattern.Reading read = pattern.readLuma(decoded.get(i), width).orElseThrow();
      assertThat(read).isEqualTo(new Pattern.Reading(i, micros(i), read.strips(), false));
    }
  }

  @ParameterizedTest(name = "{0}x{1} shown as {2}x{3}")
  @CsvSource({
    "1920,1080,1280,720",
    "1280,720,1920,1080",
    "1366,768,1280,720",
    "1920,1080,1024,576",
    "640,360,960,540",
    "2560,1440,1366,768",
    "1920,1200,1280,720"
  })
  void a_scaled_picture_is_read_once_its_size_is_found(
      int width, int height, int shownWidth, int shownHeight) throws Exception {
    Assumptions.assumeTrue(Ffmpeg.encodes("libx264"), "no ffmpeg with libx264 here");
    var pattern = Pattern.busy(width, height);
    String scaled = "-vf scale=%d:%d:flags=bilinear -qp 40".formatted(shownWidth, shownHeight);

    var decoded =
        Ffmpeg.throughCodec(folder, draw(pattern, width, height), width, height, "libx264", scaled);

    var reader = new PatternReader(shownWidth, shownHeight);
    int found = -1; // all strips: a size that only begins alike shows fewer
    for (int i = 0; i < FRAMES; i++) {
      Optional<Pattern.Reading> read = reader.readLuma(decoded.get(i), shownWidth);
      read.ifPresent(r -> assertThat(r.torn()).isFalse());
      if (found < 0 && read.isPresent() && read.get().strips() == 3) {
        found = i;
      }
      if (found >= 0) {
        assertThat(read).hasValue(new Pattern.Reading(i, micros(i), 3, false));
      }
    }
    assertThat(found).isBetween(0, FRAMES / 2);
  }

  @ParameterizedTest(name = "noise of {0}")
  @ValueSource(ints = {100, 160, 200, 250, 300, 400, 1000})
  void what_cannot_be_read_gives_no_answer_rather_than_a_wrong_one(int noise) {
    var pattern = Pattern.busy(640, 360);
    var random = new SplittableRandom(noise);
    var picture = MemorySegment.ofArray(new byte[640 * 360 * 4]);
    int readable = 0;
    for (int i = 0; i < 300; i++) {
      pattern.drawStrips(picture, 640 * 4, i, FIRST_MICROS + i);
      byte[] luma = noisy(picture, random, noise);
      Optional<Pattern.Reading> read = pattern.readLuma(MemorySegment.ofArray(luma), 640);
      if (read.isPresent()) {
        readable++;
        assertThat(read.get().frame()).isEqualTo(i);
        assertThat(read.get().micros()).isEqualTo(FIRST_MICROS + i);
      }
    }
    assertThat(readable).isBetween(noise <= 110 ? 300 : 0, noise < 300 ? 300 : 3);
  }

  /// Noise in whole blocks, as coding makes it; in single points it would average out.
  private static byte[] noisy(MemorySegment picture, SplittableRandom random, int most) {
    int[] blocks = random.ints(40L * 23, -most, most).toArray();
    byte[] luma = new byte[640 * 360];
    for (int at = 0; at < luma.length; at++) {
      int noise = blocks[at / 640 / 16 * 40 + at % 640 / 16];
      int drawn = picture.get(ValueLayout.JAVA_BYTE, 4L * at) & 0xff;
      luma[at] = (byte) Math.clamp(drawn + noise, 0, 255);
    }
    return luma;
  }

  private static List<MemorySegment> draw(Pattern pattern, int width, int height) {
    return IntStream.range(0, FRAMES)
        .mapToObj(
            i -> {
              var picture = MemorySegment.ofArray(new byte[width * height * 4]);
              pattern.draw(picture, width * 4L, i, micros(i));
              return picture;
            })
        .toList();
  }

  private static long micros(int i) {
    return FIRST_MICROS + 16_667L * i;
  }
}
