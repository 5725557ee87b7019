package io.oriel.lib.browser.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.StreamFormat;
import io.oriel.testkit.FuzzBudget;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The beginnings of key frames are those of 1280x720 at 60 Hz by x264 core 164, x265 3.5, SVT-AV1
/// 1.4.1 and libaom 3.6.
class CodecStringTest {
  private static final String X264_FAST =
      "000000016742c020da014016ec0440000003004000001e23c60ca80000000168ce0fc8";
  private static final String X264_HIGH =
      "0000000167640020acd9405005bb0110000003001000000780f18319600000000168eae3cb22c0";
  private static final String X265_MAIN =
      "0000000140010c01ffff01600000030090000003000003007895980900000001420101016000000300900000"
          + "030000030078a00280802d165959a4932bc05a02000003000200000300781000";
  private static final String X265_MAIN10 =
      "0000000140010c01ffff02200000030090000003000003007895980900000001420101022000000300900000"
          + "030000030078a00280802d1365959a4932bc05a02000000300200000078100";
  private static final String SVT_AV1 = "12000a0b00000042a67fd9e7dfc80232c9b80110008ce080";
  private static final String LIBAOM = "12000a0b00000042a67fd9e657c80232d4be01100087c002";

  private static String of(Codec codec, int depth, String hex) {
    var format =
        new StreamFormat(codec, 1280, 720, 60_000, depth, Chroma.YUV420, ColorSpec.BT709_LIMITED);
    byte[] bytes = HexFormat.of().parseHex(hex);
    return CodecString.of(format, MemorySegment.ofArray(bytes), bytes.length);
  }

  @Test
  void profile_and_level_are_those_of_the_bitstream() {
    assertThat(of(Codec.H264, 8, X264_FAST)).isEqualTo("avc1.42C020");
    assertThat(of(Codec.H264, 8, X264_HIGH)).isEqualTo("avc1.640020");
    assertThat(of(Codec.HEVC, 8, X265_MAIN)).isEqualTo("hev1.1.6.L120.90");
    assertThat(of(Codec.HEVC, 10, X265_MAIN10)).isEqualTo("hev1.2.4.L120.90");
    assertThat(of(Codec.AV1, 8, SVT_AV1)).isEqualTo("av01.0.08M.08");
    assertThat(of(Codec.AV1, 8, LIBAOM)).isEqualTo("av01.0.08M.08");
  }

  @Test
  void a_stream_without_parameter_sets_gets_a_usual_string() {
    assertThat(of(Codec.H264, 8, "0000000141")).isEqualTo("avc1.64002A");
    assertThat(of(Codec.HEVC, 8, "00")).isEqualTo("hev1.1.6.L123");
    assertThat(of(Codec.AV1, 10, "1200")).isEqualTo("av01.0.09M.10");
  }

  @Test
  void cut_and_damaged_streams_yield_a_string_too() {
    String[] all = {X264_FAST, X264_HIGH, X265_MAIN, X265_MAIN10, SVT_AV1, LIBAOM};
    FuzzBudget.run(
        random -> {
          byte[] bytes = HexFormat.of().parseHex(all[random.nextInt(all.length)]);
          FuzzBudget.damage(random, bytes, 0, bytes.length);
          int length = 1 + random.nextInt(bytes.length);
          for (Codec codec : Codec.values()) {
            var format =
                new StreamFormat(codec, 640, 480, 60_000, 8, Chroma.YUV420, ColorSpec.SRGB);
            assertThat(CodecString.of(format, MemorySegment.ofArray(bytes), length)).isNotBlank();
          }
        });
  }
}
