package io.oriel.client.gamestream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class VideoCodecTest {
  @Test
  void every_codec_is_found_by_its_name_and_has_a_bit_of_its_own() {
    int bits = 0;
    for (var codec : VideoCodec.values()) {
      assertThat(VideoCodec.named(codec.toString())).isEqualTo(codec);
      assertThat(bits & codec.modeBit()).isZero();
      bits |= codec.modeBit();
    }
    assertThat(bits).isEqualTo(0x7f0301); // GameStream protocol notes §1.5
    assertThat(VideoCodec.named("HEVC10-444").pixels()).isEqualTo("yuv444p10le");
    assertThatThrownBy(() -> VideoCodec.named("vp9"))
        .hasMessageContaining("h264, hevc, hevc10, av1, av1-10, h264-444");
  }

  @Test
  void colours_are_spelt_as_the_protocol_does() {
    assertThat(StreamColour.USUAL.cscMode()).isEqualTo(2);
    assertThat(new StreamColour(2, true, false).cscMode()).isEqualTo(5);
    assertThat(new StreamColour(2, false, false).transfer()).isEqualTo(14);
    assertThat(new StreamColour(0, false, false).matrix()).isEqualTo(6);
  }

  @Test
  void a_deep_picture_is_read_like_another() {
    int width = 4;
    int stride = 16;
    var plane = ByteBuffer.allocateDirect(2 * stride);
    for (int y = 0; y < 2; y++) {
      for (int x = 0; x < width; x++) {
        int value = 64 + 100 * x + y;
        plane.put(y * stride + 2 * x, (byte) value);
        plane.put(y * stride + 2 * x + 1, (byte) (value >> 8));
      }
    }
    var picture =
        new Picture(
            null,
            width,
            2,
            "yuv420p10le",
            new ByteBuffer[] {plane},
            new int[] {stride},
            new Picture.Colour(1, 1, 1, false),
            0);
    var luma = new LumaPlane();

    assertThat(picture.bitDepth()).isEqualTo(10);
    assertThat(picture.sample(0, 3, 1)).isEqualTo((365 + 2) / 4);
    assertThat(luma.of(picture)).isTrue();
    MemorySegment bytes = luma.bytes();
    assertThat(bytes.get(java.lang.foreign.ValueLayout.JAVA_BYTE, luma.stride() + 3L) & 0xff)
        .isEqualTo(365 / 4);
  }
}
