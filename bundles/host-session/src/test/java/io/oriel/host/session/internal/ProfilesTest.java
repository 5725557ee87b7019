package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderProvider;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.SessionRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Depth, chroma, colour and HDR in plans.
class ProfilesTest {
  private static final Choice FREE = new Choice(Set.of(), Set.of(), 30);
  private static final HostFacts NO_FACTS =
      new HostFacts() {
        @Override
        public Optional<String> text(String key) {
          return Optional.empty();
        }

        @Override
        public Set<String> keys() {
          return Set.of();
        }

        @Override
        public long generation() {
          return 0;
        }
      };

  private final Backends backends = new Backends();

  private static Fit fit(int quality, String... degradations) {
    return new Fit(quality, Duration.ZERO, List.of(degradations));
  }

  /// An encoder whose answer depends on the stream.
  private static EncoderProvider encoder(
      Codec codec, List<Integer> fourccs, Function<StreamFormat, Assessment> answer) {
    return new EncoderProvider() {
      @Override
      public Assessment assess(EncoderRequest request, HostFacts facts) {
        return answer.apply(request.output());
      }

      @Override
      public List<FormatSupport> accepts(Codec asked, HostFacts facts) {
        return asked == codec ? fourccs.stream().map(FormatSupport::host).toList() : List.of();
      }

      @Override
      public Encoder open(EncoderRequest request, StageHealth health) throws BackendException {
        throw new BackendException(BackendException.Kind.FAILED, "only for plans");
      }
    };
  }

  private void stages(Assessment sdr, Assessment hdr, int... captured) {
    backends.addDisplay(
        Fakes.display(request -> Colors.hdr(request.color()) ? hdr : sdr), Fakes.id("screen"));
    for (int fourcc : captured) {
      backends.addCapture(
          Fakes.capture(fit(50), fourcc), Fakes.id("grabber" + Fourcc.name(fourcc)));
    }
  }

  private SessionRequest request(boolean hdr, Codec... codecs) {
    var plain = Fakes.request(codecs);
    var color = hdr ? ColorSpec.HDR_RGB : ColorSpec.SRGB;
    var display = plain.display().withColor(color);
    return new SessionRequest(
        plain.client(),
        plain.app(),
        display,
        plain.codecs(),
        plain.devices(),
        plain.sound(),
        plain.hints());
  }

  private Planned plan(SessionRequest request) {
    return new Planner(request, NO_FACTS, FREE, new Cooldowns()).plan(backends);
  }

  private static List<StreamFormat> formats(Planned planned, SessionRequest request) {
    return planned.plan(request).formats();
  }

  @Test
  void a_plan_lists_the_profiles_that_an_encoder_takes_and_no_others() {
    stages(fit(50), fit(50), Fourcc.XRGB8888);
    backends.addEncoder(
        encoder(
            Codec.HEVC,
            List.of(Fourcc.XRGB8888),
            output ->
                output.chroma() == Chroma.YUV444 && output.bitDepth() == 10
                    ? fit(10, "too slow")
                    : output.color().matrix() == ColorSpec.Matrix.BT601
                        ? new Unfit(Reason.UNSUPPORTED_REQUEST, "no BT.601")
                        : fit(50)),
        Fakes.id("some"));
    var request = request(false, Codec.HEVC, Codec.H264);

    var formats = formats(plan(request), request);

    assertThat(formats.getFirst().bitDepth()).isEqualTo(8);
    assertThat(formats.getFirst().color()).isEqualTo(ColorSpec.BT709_LIMITED);
    assertThat(
            formats.stream().map(f -> f.codec() + " " + f.bitDepth() + " " + f.chroma()).distinct())
        .containsExactly("HEVC 8 YUV420", "HEVC 10 YUV420", "HEVC 8 YUV444");
    assertThat(formats).noneMatch(f -> f.color().matrix() == ColorSpec.Matrix.BT601);
    assertThat(formats).hasSize(3 * 4);
  }

  @Test
  void a_chain_that_can_do_hdr_is_planned_with_it() {
    stages(fit(50), fit(50), Fourcc.XRGB8888, Fourcc.XRGB2101010);
    backends.addEncoder(
        encoder(Codec.HEVC, List.of(Fourcc.XRGB8888, Fourcc.XRGB2101010), _ -> fit(50)),
        Fakes.id("deep"));
    var request = request(true, Codec.HEVC);

    var planned = plan(request);

    assertThat(planned.hdr()).isTrue();
    assertThat(formats(planned, request))
        .anyMatch(f -> f.bitDepth() == 10 && f.color().equals(ColorSpec.HDR10))
        .noneMatch(f -> f.bitDepth() == 8 && f.color().equals(ColorSpec.HDR10));
    var hdrFormat =
        formats(planned, request).stream()
            .filter(f -> f.color().equals(ColorSpec.HDR10))
            .findFirst()
            .orElseThrow();
    assertThat(planned.chains().stream().filter(c -> c.profile().matches(hdrFormat)))
        .isNotEmpty()
        .allMatch(c -> c.format().fourcc() == Fourcc.XRGB2101010);
  }

  @Test
  void the_first_link_without_hdr_is_named() {
    stages(fit(50, "no bar"), fit(50, "sway 1.7 renders SDR only", "no bar"), Fourcc.XRGB8888);
    backends.addEncoder(
        encoder(Codec.HEVC, List.of(Fourcc.XRGB8888), _ -> fit(50)), Fakes.id("some"));
    var request = request(true, Codec.HEVC);

    assertThat(plan(request).hdr()).isFalse();
    assertThat(new HdrCheck(backends, request, NO_FACTS, FREE).firstMissing())
        .isEqualTo("HDR: sway 1.7 renders SDR only");
  }

  @Test
  void of_several_displays_without_hdr_the_one_that_will_be_used_is_named() {
    backends.addDisplay(
        Fakes.display(d -> Colors.hdr(d.color()) ? fit(40, "KWin gives SDR only") : fit(40)),
        Fakes.id("kwin"));
    stages(fit(60), fit(60, "sway 1.7 renders SDR only"), Fourcc.XRGB8888);
    var request = request(true, Codec.HEVC);

    assertThat(new HdrCheck(backends, request, NO_FACTS, FREE).firstMissing())
        .isEqualTo("HDR: sway 1.7 renders SDR only");
  }

  @Test
  void behind_an_hdr_display_the_capture_is_named_and_behind_that_the_encoder() {
    stages(fit(50), fit(50), Fourcc.XRGB8888);
    backends.addEncoder(
        encoder(Codec.HEVC, List.of(Fourcc.XRGB8888), _ -> fit(50)), Fakes.id("shallow"));
    var request = request(true, Codec.HEVC);

    assertThat(new HdrCheck(backends, request, NO_FACTS, FREE).firstMissing())
        .contains("no capture");

    backends.addCapture(Fakes.capture(fit(50), Fourcc.XRGB2101010), Fakes.id("deep"));
    assertThat(new HdrCheck(backends, request, NO_FACTS, FREE).firstMissing())
        .contains("shallow does not read the pictures of 10 bits");
    assertThat(plan(request).hdr()).isFalse();
  }
}
