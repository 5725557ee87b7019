package io.oriel.encoder.ffmpeg.internal.media;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.media.VideoFormat;
import io.oriel.encoder.ffmpeg.internal.EncoderKind;
import io.oriel.encoder.ffmpeg.internal.nat.PlaneMemory;
import io.oriel.media.core.PlainFrame;
import io.oriel.media.core.ThreadAllocation;
import io.oriel.testkit.Pattern;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AvEncoderTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private final Pattern pattern = new Pattern(WIDTH, HEIGHT);
  private final MemorySegment picture = Arena.ofAuto().allocate(4L * WIDTH * HEIGHT, 64);
  private final PlainFrame frame = new PlainFrame(picture, WIDTH, HEIGHT);

  private static AvEncoder open(EncoderKind kind, long bitsPerSecond) throws Exception {
    var output =
        new StreamFormat(
            kind.codec(), WIDTH, HEIGHT, 60_000, 8, Chroma.YUV420, ColorSpec.BT709_LIMITED);
    var input = new VideoFormat(WIDTH, HEIGHT, Fourcc.XRGB8888, 0, ColorSpec.SRGB);
    var request =
        new EncoderRequest(
            output,
            MemoryKind.HOST,
            input,
            Optional.empty(),
            2,
            bitsPerSecond,
            0,
            1,
            1,
            false,
            false);
    return AvEncoder.open(kind, request, 2, kind.preset(), _ -> {});
  }

  private EncodedFrame encode(Encoder encoder, int number, int flags) throws Exception {
    pattern.draw(picture, 4L * WIDTH, number, number * 16_667L);
    assertThat(encoder.submit(frame, number, flags)).isTrue();
    var encoded = encoder.poll(0);
    assertThat(encoded).isNotNull();
    return encoded;
  }

  @ParameterizedTest
  @EnumSource(EncoderKind.class)
  void every_frame_comes_out_at_once_and_shows_what_went_in(EncoderKind kind) throws Exception {
    var encoder = open(kind, 8_000_000);
    try (var decoder = new PlainDecoder(kind.codec())) {
      for (int number = 1; number <= 30; number++) {
        var encoded = encode(encoder, number, 0);

        var shown = decoder.decode(encoded);

        assertThat(encoded.sequence()).isEqualTo(number);
        assertThat((encoded.flags() & EncodedFrame.KEY) != 0).isEqualTo(number == 1);
        // AV1 encoders spend next to nothing on what moves for one frame: the number may not be
        // readable
        pattern
            .readLuma(PlaneMemory.of(shown, 0, HEIGHT), shown.linesize(0))
            .ifPresentOrElse(
                reading -> assertThat(reading.frame()).isEqualTo(encoded.sequence()),
                () -> assertThat(kind.codec()).isEqualTo(Codec.AV1));
        encoded.release();
      }
    } finally {
      encoder.close();
    }
  }

  @ParameterizedTest
  @EnumSource(EncoderKind.class)
  void a_still_picture_becomes_sharp_by_repeats(EncoderKind kind) throws Exception {
    var encoder = open(kind, 8_000_000);
    try (var decoder = new PlainDecoder(kind.codec())) {
      decode(decoder, encode(encoder, 1, 0));
      decode(decoder, encode(encoder, 2, 0));
      Optional<Pattern.Reading> reading = Optional.empty();
      for (int number = 3; reading.isEmpty() && number < 40; number++) {
        assertThat(encoder.repeat(number, 0)).isTrue();
        reading = decode(decoder, encoder.poll(0));
      }

      assertThat(reading.orElseThrow().frame()).isEqualTo(2);
    } finally {
      encoder.close();
    }
  }

  private Optional<Pattern.Reading> decode(PlainDecoder decoder, EncodedFrame encoded) {
    var shown = decoder.decode(encoded);
    encoded.release();
    return pattern.readLuma(PlaneMemory.of(shown, 0, HEIGHT), shown.linesize(0));
  }

  @ParameterizedTest
  @EnumSource(EncoderKind.class)
  void colours_are_those_of_bt709(EncoderKind kind) throws Exception {
    var encoder = open(kind, 20_000_000);
    try (var decoder = new PlainDecoder(kind.codec())) {
      EncodedFrame encoded = encode(encoder, 1, 0);
      var shown = decoder.decode(encoded);
      for (int bar = 0; bar < Pattern.barCount(); bar++) {
        int rgb = Pattern.barColor(bar);
        double r = (rgb >> 16 & 0xff) / 255.0;
        double g = (rgb >> 8 & 0xff) / 255.0;
        double b = (rgb & 0xff) / 255.0;
        double y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        int x = pattern.barX(bar);
        int row = pattern.barY();
        assertThat(sample(shown, 0, x, row, HEIGHT)).isCloseTo(16 + 219 * y, within(6.0));
        assertThat(sample(shown, 1, x / 2, row / 2, HEIGHT / 2))
            .isCloseTo(128 + 224 * (b - y) / 1.8556, within(8.0));
        assertThat(sample(shown, 2, x / 2, row / 2, HEIGHT / 2))
            .isCloseTo(128 + 224 * (r - y) / 1.5748, within(8.0));
      }
      encoded.release();
    } finally {
      encoder.close();
    }
  }

  private static double sample(
      org.bytedeco.ffmpeg.avutil.AVFrame shown, int plane, int x, int y, int rows) {
    var bytes = PlaneMemory.of(shown, plane, rows);
    return bytes.get(JAVA_BYTE, (long) y * shown.linesize(plane) + x) & 0xff;
  }

  @ParameterizedTest
  @EnumSource(EncoderKind.class)
  void a_key_frame_comes_when_asked_for_also_of_a_still_picture(EncoderKind kind) throws Exception {
    var encoder = open(kind, 4_000_000);
    try {
      for (int number = 1; number <= 5; number++) {
        encode(encoder, number, 0).release();
      }

      assertThat(encoder.repeat(6, Encoder.FORCE_KEY_FRAME)).isTrue();
      var repeated = encoder.poll(0);
      assertThat(repeated.flags()).isEqualTo(EncodedFrame.KEY | EncodedFrame.REPEAT);
      repeated.release();
      var next = encode(encoder, 7, Encoder.FORCE_KEY_FRAME);
      assertThat(next.flags()).isEqualTo(EncodedFrame.KEY);
      next.release();
    } finally {
      encoder.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = EncoderKind.class,
      names = {"X264", "OPENH264", "X265"})
  void a_key_frame_begins_with_parameter_sets_and_its_slice_follows_soon(EncoderKind kind)
      throws Exception {
    var encoder = open(kind, 8_000_000);
    try {
      var encoded = encode(encoder, 1, 0);

      var types = nalTypes(kind.codec(), encoded);

      if (kind.codec() == Codec.H264) {
        assertThat(types.subList(0, 3)).containsExactly(7, 8, 5);
      } else {
        assertThat(types.subList(0, 3)).containsExactly(32, 33, 34);
        assertThat(types.get(3)).isBetween(16, 21);
      }
      encoded.release();
    } finally {
      encoder.close();
    }
  }

  /// NAL unit types that begin within the first 1000 bytes, the least a first packet holds.
  private static List<Integer> nalTypes(Codec codec, EncodedFrame encoded) {
    var types = new ArrayList<Integer>();
    var bytes = encoded.bytes();
    for (int i = 0; i + 3 < Math.min(encoded.length(), 1000); i++) {
      if (bytes.get(JAVA_BYTE, i) == 0
          && bytes.get(JAVA_BYTE, i + 1L) == 0
          && bytes.get(JAVA_BYTE, i + 2L) == 1) {
        types.add(AnnexB.type(codec, bytes.get(JAVA_BYTE, i + 3L)));
      }
    }
    return types;
  }

  @Test
  void x264_changes_its_rate_without_a_key_frame() throws Exception {
    var encoder = open(EncoderKind.X264, 8_000_000);
    try {
      long before = bytes(encoder, 1, 90);

      assertThat(encoder.rate(1_000_000)).isTrue();
      bytes(encoder, 91, 120);
      long after = bytes(encoder, 121, 210);

      assertThat(after).isLessThan(before / 2);
    } finally {
      encoder.close();
    }
  }

  private long bytes(Encoder encoder, int from, int to) throws Exception {
    long sum = 0;
    var noise = new java.util.Random(from);
    for (int number = from; number <= to; number++) {
      pattern.draw(picture, 4L * WIDTH, number, 0);
      for (int i = 0; i < 2000; i++) { // detail that no rate is too high for
        picture.set(JAVA_BYTE, noise.nextInt((int) picture.byteSize()), (byte) noise.nextInt());
      }
      encoder.submit(frame, number, 0);
      var encoded = encoder.poll(0);
      if (number > 1) {
        assertThat(encoded.flags()).isZero();
        sum += encoded.length();
      }
      encoded.release();
    }
    return sum;
  }

  @Test
  void a_full_encoder_refuses_and_leaves_the_number_unused() throws Exception {
    var encoder = open(EncoderKind.X264, 4_000_000);
    try {
      assertThat(encoder.submit(frame, 1, 0)).isTrue();
      assertThat(encoder.submit(frame, 2, 0)).isTrue();
      assertThat(encoder.submit(frame, 3, 0)).isFalse();

      var first = encoder.poll(0);
      assertThat(first.sequence()).isEqualTo(1);
      first.release();
      assertThat(encoder.submit(frame, 3, 0)).isTrue();
    } finally {
      encoder.close();
    }
  }

  @Test
  void a_lease_outlives_the_encoder() throws Exception {
    var encoder = open(EncoderKind.X264, 4_000_000);
    var encoded = encode(encoder, 1, 0);

    encoder.close();

    assertThat(encoded.bytes().get(JAVA_BYTE, encoded.length() - 1L)).isNotNull();
    encoded.release();
  }

  @Test
  void encoding_allocates_next_to_nothing_once_warm() throws Exception {
    var encoder = open(EncoderKind.X264, 8_000_000);
    try {
      long most = 200 * 128;

      long least = ThreadAllocation.least(10, most, () -> run(encoder, 1, 200));

      assertThat(least).isLessThanOrEqualTo(most);
    } finally {
      encoder.close();
    }
  }

  private void run(Encoder encoder, int from, int to) throws Exception {
    for (int number = from; number <= to; number++) {
      pattern.draw(picture, 4L * WIDTH, number, 0);
      encoder.submit(frame, number, 0);
      encoder.poll(0).release();
    }
  }

  @Test
  void fifty_encoders_leave_no_descriptor() throws Exception {
    open(EncoderKind.X264, 4_000_000).close();
    long before = descriptors();

    for (int i = 0; i < 50; i++) {
      var encoder = open(EncoderKind.X264, 4_000_000);
      encode(encoder, 1, 0).release();
      encoder.close();
    }

    assertThat(descriptors()).isEqualTo(before);
  }

  private static long descriptors() throws Exception {
    try (var list = Files.list(Path.of("/proc/self/fd"))) {
      return list.count();
    }
  }
}
