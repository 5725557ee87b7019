package io.oriel.vdisplay.wlroots.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.display.DisplayRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FitnessTest {
  private static final DisplayRequest REQUEST = DisplayRequest.of("test", 1280, 720, 60_000);

  private final Map<String, String> facts = new HashMap<>();

  @Test
  void a_missing_sway_is_missing_software_with_its_remedy() {
    assertThat(assess(0))
        .isInstanceOfSatisfying(
            Unfit.class,
            unfit -> {
              assertThat(unfit.reason()).isEqualTo(Reason.MISSING_SOFTWARE);
              assertThat(unfit.detail()).contains("apt-get install sway");
            });
  }

  @Test
  void a_too_old_sway_is_unfit_in_the_words_of_the_probe() {
    install("sway");
    facts.put("program.sway.problem", "sway 1.5 is too old");

    assertThat(assess(0)).isEqualTo(new Unfit(Reason.MISSING_SOFTWARE, "sway 1.5 is too old"));
  }

  @Test
  void everything_installed_is_fit_without_degradations() {
    List.of("sway", "swaybg", "foot", "waybar", "fuzzel", "Xwayland", "dbus-daemon")
        .forEach(this::install);

    assertThat(assess(0))
        .isInstanceOfSatisfying(Fit.class, fit -> assertThat(fit.degradations()).isEmpty());
  }

  @Test
  void each_missing_program_is_a_degradation_with_its_remedy() {
    install("sway");

    assertThat(assess(0))
        .isInstanceOfSatisfying(
            Fit.class,
            fit ->
                assertThat(fit.degradations())
                    .hasSize(6)
                    .allMatch(sentence -> sentence.contains("apt-get install")));
  }

  @Test
  void as_many_displays_as_allowed_are_busy() {
    install("sway");

    assertThat(assess(8))
        .isInstanceOfSatisfying(
            Unfit.class, unfit -> assertThat(unfit.reason()).isEqualTo(Reason.BUSY));
  }

  private Assessment assess(int open) {
    return Fitness.of(REQUEST, Fixture.facts(facts), Fixture.settings(Map.of()), open);
  }

  private void install(String program) {
    facts.put("program." + program + ".path", "/usr/bin/" + program);
  }
}
