package io.oriel.encoder.x264.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.media.VideoFormat;
import io.oriel.encoder.x264.internal.nat.X264Library;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class X264EncodersTest {
  private final X264Encoders encoders = new X264Encoders(config("ultrafast"));

  private static X264Encoders.Config config(String preset) {
    return new X264Encoders.Config() {
      @Override
      public int threads() {
        return 0;
      }

      @Override
      public String preset() {
        return preset;
      }

      @Override
      public Class<? extends Annotation> annotationType() {
        return X264Encoders.Config.class;
      }
    };
  }

  private static EncoderRequest request(Codec codec, int depth, int width) {
    return new EncoderRequest(
        new StreamFormat(codec, width, 720, 60_000, depth, Chroma.YUV420, ColorSpec.BT709_LIMITED),
        MemoryKind.HOST,
        new VideoFormat(width, 720, Fourcc.XRGB8888, 0, ColorSpec.SRGB),
        Optional.empty(),
        2,
        5_000_000,
        0,
        1,
        0,
        true,
        false);
  }

  @AfterEach
  void close() {
    encoders.close();
  }

  @Test
  void what_it_can_it_opens_and_ranks_above_the_wrapper_in_ffmpeg() throws Exception {
    Assumptions.assumeTrue(
        X264Library.missing().isEmpty(), () -> X264Library.missing().orElse("it is there"));
    var request = request(Codec.H264, 8, 1280);

    encoders.open(request, null).close();

    assertThat(encoders.assess(request, null))
        .isInstanceOfSatisfying(
            Assessment.Fit.class, fit -> assertThat(fit.quality()).isGreaterThan(60));
  }

  @Test
  void what_it_cannot_it_refuses_with_the_reason() {
    for (var request :
        new EncoderRequest[] {
          request(Codec.HEVC, 8, 1280), request(Codec.H264, 10, 1280), request(Codec.H264, 8, 5120)
        }) {
      assertThat(encoders.assess(request, null))
          .isInstanceOfSatisfying(
              Assessment.Unfit.class,
              unfit -> assertThat(unfit.reason()).isEqualTo(Assessment.Reason.UNSUPPORTED_REQUEST));
      assertThatThrownBy(() -> encoders.open(request, null))
          .isInstanceOfSatisfying(
              BackendException.class,
              e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.UNSUPPORTED));
    }
  }

  @Test
  void an_unknown_preset_is_named() {
    Assumptions.assumeTrue(
        X264Library.missing().isEmpty(), () -> X264Library.missing().orElse("it is there"));
    encoders.modified(config("warp"));

    assertThatThrownBy(() -> encoders.open(request(Codec.H264, 8, 1280), null))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("warp");
  }
}
