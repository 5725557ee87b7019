package io.oriel.transport.gamestream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.StreamFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodecBitsTest {
  private static StreamFormat format(Codec codec, int depth, Chroma chroma) {
    return new StreamFormat(codec, 1920, 1080, 60_000, depth, chroma, ColorSpec.BT709_LIMITED);
  }

  @Test
  void every_profile_has_its_bit() {
    var formats =
        List.of(
            format(Codec.H264, 8, Chroma.YUV420),
            format(Codec.H264, 8, Chroma.YUV444),
            format(Codec.HEVC, 8, Chroma.YUV420),
            format(Codec.HEVC, 10, Chroma.YUV444),
            format(Codec.AV1, 8, Chroma.YUV420),
            format(Codec.AV1, 10, Chroma.YUV420));

    assertThat(CodecBits.of(formats))
        .isEqualTo(0x1 | 0x40000 | 0x100 | 0x100000 | 0x10000 | 0x20000);
    assertThat(CodecBits.of(List.of())).isEqualTo(1);
  }

  @Test
  void a_codec_without_its_plain_profile_is_not_offered() {
    var formats =
        List.of(
            format(Codec.H264, 8, Chroma.YUV420),
            format(Codec.AV1, 10, Chroma.YUV420),
            format(Codec.AV1, 8, Chroma.YUV444));

    assertThat(CodecBits.of(formats)).isEqualTo(1);
    assertThat(CodecBits.offers(formats, Codec.AV1)).isFalse();
    assertThat(CodecBits.offers(formats, Codec.H264)).isTrue();
  }
}
