package io.oriel.encoder.ffmpeg.internal.media;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.ColorSpec.Matrix;
import io.oriel.api.media.ColorSpec.Primaries;
import io.oriel.api.media.ColorSpec.Range;
import io.oriel.api.media.ColorSpec.Transfer;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.media.VideoFormat;
import io.oriel.encoder.ffmpeg.internal.EncoderKind;
import io.oriel.encoder.ffmpeg.internal.PixelLayout;
import io.oriel.encoder.ffmpeg.internal.nat.PlaneMemory;
import io.oriel.media.core.PlainFrame;
import io.oriel.testkit.Pattern;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every encoder with every layout of pictures it is said to take, and in every colour.
class LayoutTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int JPEG = 2; // AVCOL_RANGE_JPEG
  private static final int FIRST_PACKET = 1000; // bytes, the least a stock client asks for

  private final Pattern pattern = new Pattern(WIDTH, HEIGHT);
  private final MemorySegment picture = Arena.ofAuto().allocate(4L * WIDTH * HEIGHT, 64);
  private final PlainFrame frame = new PlainFrame(picture, WIDTH, HEIGHT);

  /// H.273 code points as GameStream asks for them.
  private enum Colour {
    BT601(6, 6, 6, 0.299, 0.114),
    BT709(1, 1, 1, 0.2126, 0.0722),
    BT2020(9, 14, 9, 0.2627, 0.0593);

    final int primaries;
    final int transfer;
    final int matrix;
    final double kr;
    final double kb;

    Colour(int primaries, int transfer, int matrix, double kr, double kb) {
      this.primaries = primaries;
      this.transfer = transfer;
      this.matrix = matrix;
      this.kr = kr;
      this.kb = kb;
    }

    ColorSpec spec(boolean full) {
      return new ColorSpec(
          Primaries.valueOf(name()),
          this == BT2020 ? Transfer.BT2020_10 : Transfer.valueOf(name()),
          Matrix.valueOf(name()),
          full ? Range.FULL : Range.LIMITED);
    }
  }

  static Stream<Arguments> all() {
    var all = new ArrayList<Arguments>();
    for (var kind : EncoderKind.values()) {
      kind.layouts().forEach(layout -> all.add(Arguments.of(kind, layout)));
    }
    return all.stream();
  }

  private static AvEncoder open(EncoderKind kind, PixelLayout layout, ColorSpec color)
      throws Exception {
    var output =
        new StreamFormat(
            kind.codec(), WIDTH, HEIGHT, 30_000, layout.bitDepth(), layout.chroma(), color);
    var input = new VideoFormat(WIDTH, HEIGHT, Fourcc.XRGB8888, 0, ColorSpec.SRGB);
    var request =
        new EncoderRequest(
            output, MemoryKind.HOST, input, Optional.empty(), 2, 12_000_000, 0, 1, 1, false, false);
    return AvEncoder.open(kind, request, 2, kind.preset(), _ -> {});
  }

  @ParameterizedTest
  @MethodSource("all")
  void colours_come_out_as_they_went_in_and_are_signalled(EncoderKind kind, PixelLayout layout)
      throws Exception {
    for (var colour : Colour.values()) {
      for (boolean full : new boolean[] {false, true}) {
        check(kind, layout, colour, full);
      }
    }
  }

  private void check(EncoderKind kind, PixelLayout layout, Colour colour, boolean full)
      throws Exception {
    var encoder = open(kind, layout, colour.spec(full));
    try (var decoder = new PlainDecoder(kind.codec())) {
      pattern.draw(picture, 4L * WIDTH, 7, 7);
      assertThat(encoder.submit(frame, 1, 0)).isTrue();
      var encoded = encoder.poll(0);
      var shown = decoder.decode(encoded);
      var what = kind + " " + layout + " " + colour + (full ? " full" : " limited");

      assertThat(shown.format()).as(what).isEqualTo(expected(kind, layout, full, shown.format()));
      assertThat(shown.colorspace()).as(what).isEqualTo(colour.matrix);
      assertThat(shown.color_primaries()).as(what).isEqualTo(colour.primaries);
      assertThat(shown.color_trc()).as(what).isEqualTo(colour.transfer);
      assertThat(shown.color_range() == JPEG).as(what).isEqualTo(full);
      for (int bar = 0; bar < Pattern.barCount(); bar++) {
        checkBar(shown, layout, colour, full, bar, what);
      }
      encoded.release();
    } finally {
      encoder.close();
    }
  }

  /// FFmpeg has formats of their own for full range of 8 bits, which its decoders may name.
  private static int expected(EncoderKind kind, PixelLayout layout, boolean full, int shown) {
    boolean named = full && layout.bitDepth() == 8 && kind.codec() != Codec.AV1;
    int jpeg = layout == PixelLayout.YUV444 ? 14 : 12; // AV_PIX_FMT_YUVJ444P, YUVJ420P
    return named && shown == jpeg ? jpeg : layout.planar();
  }

  private void checkBar(
      AVFrame shown, PixelLayout layout, Colour colour, boolean full, int bar, String what) {
    int rgb = Pattern.barColor(bar);
    double r = (rgb >> 16 & 0xff) / 255.0;
    double g = (rgb >> 8 & 0xff) / 255.0;
    double b = (rgb & 0xff) / 255.0;
    double y = colour.kr * r + (1 - colour.kr - colour.kb) * g + colour.kb * b;
    double u = (b - y) / (2 * (1 - colour.kb));
    double v = (r - y) / (2 * (1 - colour.kr));
    double[] wanted = {
      full ? 255 * y : 16 + 219 * y, 128 + (full ? 255 : 224) * u, 128 + (full ? 255 : 224) * v
    };
    for (int plane = 0; plane < 3; plane++) {
      boolean half = plane > 0 && layout.chromaRows(HEIGHT) < HEIGHT;
      int x = half ? pattern.barX(bar) / 2 : pattern.barX(bar);
      int row = half ? pattern.barY() / 2 : pattern.barY();
      assertThat(sample(shown, layout, plane, x, row))
          .as("%s, bar %d, plane %d", what, bar, plane)
          .isCloseTo(wanted[plane], within(8.0));
    }
  }

  private static double sample(AVFrame shown, PixelLayout layout, int plane, int x, int row) {
    int rows = plane == 0 ? HEIGHT : layout.chromaRows(HEIGHT);
    var bytes = PlaneMemory.of(shown, plane, rows);
    long at = (long) row * shown.linesize(plane);
    return layout.bitDepth() == 8
        ? bytes.get(JAVA_BYTE, at + x) & 0xff
        : (bytes.get(JAVA_SHORT, at + 2L * x) & 0xffff) / 4.0;
  }

  @ParameterizedTest
  @MethodSource("all")
  void every_frame_comes_at_once_and_a_key_frame_begins_in_the_first_packet(
      EncoderKind kind, PixelLayout layout) throws Exception {
    var encoder = open(kind, layout, ColorSpec.BT709_LIMITED);
    try (var decoder = new PlainDecoder(kind.codec())) {
      for (int number = 1; number <= 12; number++) {
        pattern.draw(picture, 4L * WIDTH, number, number);
        boolean wanted = number == 1 || number == 8;
        encoder.submit(frame, number, number == 8 ? AvEncoder.FORCE_KEY_FRAME : 0);
        var encoded = encoder.poll(0);
        assertThat(encoded).isNotNull();
        assertThat((encoded.flags() & EncodedFrame.KEY) != 0).isEqualTo(wanted);
        assertThat(decoder.decode(encoded)).isNotNull();
        if (wanted && kind.codec() != Codec.AV1) {
          assertThat(nals(kind.codec(), encoded))
              .startsWith(
                  kind.codec() == Codec.H264 ? new Integer[] {7, 8, 5} : hevcStart(encoded));
        }
        encoded.release();
      }
    } finally {
      encoder.close();
    }
  }

  /// Parameter sets, then an IDR slice with or without leading pictures.
  private static Integer[] hevcStart(EncodedFrame encoded) {
    int slice = nals(Codec.HEVC, encoded).get(3);
    assertThat(slice).isBetween(16, 21);
    return new Integer[] {32, 33, 34, slice};
  }

  private static List<Integer> nals(Codec codec, EncodedFrame encoded) {
    var types = new ArrayList<Integer>();
    var bytes = encoded.bytes();
    for (int i = 0; i + 3 < Math.min(encoded.length(), FIRST_PACKET); i++) {
      if (bytes.get(JAVA_BYTE, i) == 0
          && bytes.get(JAVA_BYTE, i + 1L) == 0
          && bytes.get(JAVA_BYTE, i + 2L) == 1) {
        types.add(AnnexB.type(codec, bytes.get(JAVA_BYTE, i + 3L)));
      }
    }
    return types;
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_self_test_believes_it_and_knows_its_speed(EncoderKind kind, PixelLayout layout) {
    var verdict = SelfTest.run(kind, layout);

    assertThat(verdict.detail()).isEmpty();
    assertThat(verdict.works()).isTrue();
    assertThat(verdict.pixelsPerSecond()).isGreaterThan(1e6);
  }
}
