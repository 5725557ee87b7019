package io.oriel.audio.pipewire.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.audio.AudioProvider;
import io.oriel.api.backend.Assessment;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FitnessTest {
  private final Map<String, String> facts =
      new HashMap<>(
          Map.of(
              "pipewire.library.version", "1.4.2",
              "program.pipewire.path", "/usr/bin/pipewire",
              "program.wireplumber.path", "/usr/bin/wireplumber",
              "program.pipewire-pulse.path", "/usr/bin/pipewire-pulse",
              "user.uid", "1000"));

  @Test
  void a_box_with_the_programs_fits() {
    assertThat(assess(2, false, "auto"))
        .isInstanceOfSatisfying(
            Assessment.Fit.class, fit -> assertThat(fit.degradations()).isEmpty());
  }

  @Test
  void what_is_missing_is_named_with_its_remedy() {
    facts.remove("program.wireplumber.path");

    assertThat(unfit(assess(2, false, "auto")))
        .contains("wireplumber not installed")
        .contains("apt-get install pipewire wireplumber pipewire-pulse");
    facts.put("pipewire.socket", "/run/user/1000/pipewire-0");
    assertThat(assess(2, false, "auto")).isInstanceOf(Assessment.Fit.class);
    assertThat(unfit(assess(2, false, "own"))).contains("wireplumber");
    facts.remove("pipewire.library.version");
    assertThat(unfit(assess(2, false, "auto"))).contains("libpipewire-0.3.so.0");
  }

  @Test
  void only_a_running_one_may_be_demanded() {
    assertThat(unfit(assess(2, false, "running"))).contains("no PipeWire runs");
    facts.put("pipewire.socket", "/run/user/1000/pipewire-0");
    assertThat(assess(8, true, "running")).isInstanceOf(Assessment.Fit.class);
  }

  @Test
  void speakers_that_stay_silent_are_told() {
    assertThat(assess(2, true, "auto"))
        .isInstanceOfSatisfying(
            Assessment.Fit.class,
            fit -> assertThat(fit.degradations()).singleElement().asString().contains("silent"));
  }

  @Test
  void a_layout_that_does_not_exist_is_refused() {
    assertThat(unfit(assess(3, false, "auto"))).contains("3 channels");
  }

  @Test
  void root_needs_setpriv_for_an_own_one() {
    facts.put("user.uid", "0");

    assertThat(unfit(assess(2, false, "auto"))).contains("setpriv");

    facts.put("program.setpriv.path", "/usr/bin/setpriv");
    facts.put("pipewire.socket", "/run/user/0/pipewire-0");
    assertThat(assess(2, true, "auto"))
        .isInstanceOfSatisfying(
            Assessment.Fit.class, fit -> assertThat(fit.degradations()).hasSize(1));
  }

  private Assessment assess(int channels, boolean alsoOnHost, String server) {
    return Fitness.of(
        new AudioProvider.Request("oriel-7f3a", channels, alsoOnHost),
        Fixture.facts(facts),
        Fixture.settings(Map.of("server", server)));
  }

  private static String unfit(Assessment assessment) {
    return ((Assessment.Unfit) assessment).detail();
  }
}
