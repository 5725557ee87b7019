package io.oriel.host.session.internal;

import static io.oriel.api.session.Stage.DISPLAY;
import static io.oriel.api.session.Stage.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.media.Codec;
import io.oriel.api.media.Fourcc;
import io.oriel.api.session.Candidate;
import io.oriel.api.session.SessionPlan;
import io.oriel.api.session.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final HostFacts NOTHING_KNOWN =
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
  private final Cooldowns cooldowns = new Cooldowns();

  private static Fit fit(int quality, String... degradations) {
    return new Fit(quality, Duration.ZERO, List.of(degradations));
  }

  private SessionPlan plan(Choice choice, Codec... codecs) {
    var request = Fakes.request(codecs);
    return new Planner(request, NOTHING_KNOWN, choice, cooldowns).plan(backends).plan(request);
  }

  private static final Choice FREE = new Choice(Set.of(), Set.of(), 30);

  private static Candidate candidate(SessionPlan plan, String id) {
    return plan.considered().stream()
        .filter(candidate -> candidate.backendId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @BeforeEach
  void display_and_capture() {
    backends.addDisplay(Fakes.display(fit(50)), Fakes.id("screen"));
    backends.addCapture(Fakes.capture(fit(50), Fourcc.XRGB8888), Fakes.id("grabber"));
  }

  private void encoder(String id, Codec codec, int fourcc, Assessment answer) {
    backends.addEncoder(Fakes.encoder(codec, fourcc, answer), Fakes.id(id));
  }

  @Test
  void the_clients_codec_preference_comes_before_quality() {
    encoder("good264", Codec.H264, Fourcc.XRGB8888, fit(90));
    encoder("poor265", Codec.HEVC, Fourcc.XRGB8888, fit(40));

    var plan = plan(FREE, Codec.HEVC, Codec.H264);

    assertThat(plan.formats().stream().map(f -> f.codec()).distinct())
        .containsExactly(Codec.HEVC, Codec.H264);
    assertThat(plan.chosen().get(ENCODER)).containsExactly("poor265", "good264");
  }

  @Test
  void fewer_degradations_come_before_quality() {
    encoder("flawed", Codec.H264, Fourcc.XRGB8888, fit(90, "no rate changes"));
    encoder("plain", Codec.H264, Fourcc.XRGB8888, fit(50));

    var plan = plan(FREE, Codec.H264);

    assertThat(plan.chosen().get(ENCODER)).containsExactly("plain", "flawed");
    assertThat(candidate(plan, "flawed").why()).isEqualTo("fits, another chain is better");
  }

  @Test
  void a_desktop_that_people_use_comes_before_own_ones_and_a_last_resort_after_them() {
    encoder("plain", Codec.H264, Fourcc.XRGB8888, fit(50));
    backends.addDisplay(Fakes.display(fit(Fit.RUNNING_DESKTOP, "SDR only")), Fakes.id("running"));
    backends.addDisplay(Fakes.display(fit(Fit.LAST_RESORT - 1)), Fakes.id("asking"));
    backends.addDisplay(Fakes.display(fit(60, "no wallpaper", "no terminal")), Fakes.id("bare"));

    var plan = plan(FREE, Codec.H264);

    assertThat(plan.chosen().get(Stage.DISPLAY))
        .containsExactly("running", "screen", "bare", "asking");
  }

  @Test
  void a_backend_that_does_not_fit_is_listed_with_its_own_reason() {
    encoder("ok", Codec.H264, Fourcc.XRGB8888, fit(50));
    encoder("gpu", Codec.H264, Fourcc.XRGB8888, new Unfit(Reason.MISSING_HARDWARE, "no GPU"));

    var plan = plan(FREE, Codec.H264);

    assertThat(candidate(plan, "gpu").chosen()).isFalse();
    assertThat(candidate(plan, "gpu").why()).isEqualTo("no GPU");
  }

  @Test
  void formats_that_do_not_meet_make_no_chain() {
    encoder("nv12only", Codec.H264, Fourcc.NV12, fit(50));

    var plan = plan(FREE, Codec.H264);

    assertThat(plan.works()).isFalse();
    assertThat(candidate(plan, "nv12only").why()).contains("formats");
  }

  @Test
  void pins_and_bans_are_obeyed_and_explained() {
    encoder("a", Codec.H264, Fourcc.XRGB8888, fit(90));
    encoder("b", Codec.H264, Fourcc.XRGB8888, fit(50));

    var pinned = plan(new Choice(Set.of("encoder=b"), Set.of(), 30), Codec.H264);
    var banned = plan(new Choice(Set.of(), Set.of("display=screen"), 30), Codec.H264);

    assertThat(pinned.chosen().get(ENCODER)).containsExactly("b");
    assertThat(candidate(pinned, "a").why()).contains("pinned");
    assertThat(banned.works()).isFalse();
    assertThat(candidate(banned, "screen").why()).contains("banned");
    assertThat(candidate(banned, "screen").stage()).isEqualTo(DISPLAY);
  }

  @Test
  void an_encoder_too_slow_to_offer_is_used_only_when_pinned() {
    encoder("slow", Codec.AV1, Fourcc.XRGB8888, fit(10));

    assertThat(plan(FREE, Codec.AV1).works()).isFalse();
    assertThat(candidate(plan(FREE, Codec.AV1), "slow").why()).contains("offer.quality");
    assertThat(plan(new Choice(Set.of("encoder=slow"), Set.of(), 30), Codec.AV1).works()).isTrue();
  }

  @Test
  void a_backend_that_failed_is_passed_over_for_a_while() {
    encoder("a", Codec.H264, Fourcc.XRGB8888, fit(90));
    encoder("b", Codec.H264, Fourcc.XRGB8888, fit(50));
    var failing =
        backends.encoders().stream().filter(p -> p.id().equals("a")).findFirst().orElseThrow();

    cooldowns.failed(failing, "failed a moment ago: out of memory");
    var plan = plan(FREE, Codec.H264);

    assertThat(plan.chosen().get(ENCODER)).containsExactly("b");
    assertThat(candidate(plan, "a").why()).contains("out of memory");
  }

  @Test
  void a_backend_whose_assess_throws_is_broken_and_harms_no_other() {
    encoder("ok", Codec.H264, Fourcc.XRGB8888, fit(50));
    backends.addEncoder(Fakes.throwingEncoder(), Fakes.id("bad"));

    var plan = plan(FREE, Codec.H264);

    assertThat(plan.chosen().get(ENCODER)).containsExactly("ok");
    assertThat(candidate(plan, "bad").why()).contains("assess failed");
  }
}
