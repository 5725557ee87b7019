package io.oriel.vdisplay.mutter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FitnessTest {
  private static final Map<String, String> INSTALLED =
      Map.of(
          "program.mutter.path", "/usr/bin/mutter",
          "program.mutter.version", "43.8",
          "program.dbus-daemon.path", "/usr/bin/dbus-daemon",
          "program.pipewire.path", "/usr/bin/pipewire",
          "program.wireplumber.path", "/usr/bin/wireplumber",
          "program.Xwayland.path", "/usr/bin/Xwayland",
          "pipewire.library.version", "0.3.65",
          "user.uid", "1000");
  private final DisplayRequest request = DisplayRequest.of("d", 1280, 720, 60_000);

  private static Map<String, String> with(String... more) {
    var facts = new HashMap<>(INSTALLED);
    for (int i = 0; i < more.length; i += 2) {
      facts.put(more[i], more[i + 1]);
    }
    return facts;
  }

  private static Map<String, String> without(String key) {
    var facts = new HashMap<>(INSTALLED);
    facts.remove(key);
    return facts;
  }

  private Assessment assess(
      DisplayRequest wanted, Map<String, String> facts, Map<String, Object> settings, int open) {
    return Fitness.of(wanted, Fixture.facts(facts), Fixture.settings(settings), open);
  }

  private String unfit(Map<String, String> facts, Map<String, Object> settings) {
    return ((Unfit) assess(request, facts, settings, 0)).detail();
  }

  @Test
  void a_running_desktop_is_worth_more_than_one_of_its_own() {
    var own = (Fit) assess(request, INSTALLED, Map.of(), 0);
    var gpu = (Fit) assess(request, with("gpu.count", "1"), Map.of(), 0);
    var attached = (Fit) assess(request, with("mutter.running", "yes"), Map.of(), 0);

    assertThat(own.quality()).isLessThan(gpu.quality());
    assertThat(gpu.quality()).isLessThan(attached.quality());
    assertThat(own.degradations()).anyMatch(text -> text.contains("processor"));
  }

  @Test
  void what_is_missing_is_named_with_the_remedy() {
    assertThat(unfit(without("program.mutter.path"), Map.of())).contains("apt-get install mutter");
    assertThat(unfit(INSTALLED, Map.of("shell", "gnome-shell")))
        .contains("apt-get install gnome-shell");
    assertThat(unfit(without("program.dbus-daemon.path"), Map.of())).contains("dbus-daemon");
    assertThat(unfit(without("program.wireplumber.path"), Map.of())).contains("wireplumber");
    assertThat(unfit(without("pipewire.library.version"), Map.of())).contains("libpipewire");
    assertThat(unfit(with("program.mutter.version", "3.38.4"), Map.of())).contains("too old");
    assertThat(unfit(with("user.uid", "0"), Map.of())).contains("util-linux");
    assertThat(unfit(INSTALLED, Map.of("desktop", "attach"))).contains("log in to GNOME");
    assertThat(unfit(with("mutter.problem", "no access"), Map.of("desktop", "attach")))
        .contains("no access");
  }

  @Test
  void only_a_running_desktop_has_something_to_mirror() {
    var mirror = request.arranged(Arrangement.MIRROR, Optional.empty());

    assertThat(assess(mirror, INSTALLED, Map.of(), 0)).isInstanceOf(Unfit.class);
    assertThat(assess(mirror, with("mutter.running", "yes"), Map.of(), 0)).isInstanceOf(Fit.class);
    assertThat(assess(mirror, with("mutter.running", "yes"), Map.of("desktop", "own"), 0))
        .isInstanceOf(Unfit.class);
  }

  @Test
  void there_are_no_more_displays_than_allowed() {
    assertThat(assess(request, INSTALLED, Map.of("max_displays", 2), 2)).isInstanceOf(Unfit.class);
    assertThat(assess(request, INSTALLED, Map.of("max_displays", 0), 99)).isInstanceOf(Fit.class);
  }

  @Test
  void libei_is_expected_of_versions_that_may_have_it() {
    var settings = Fixture.settings(Map.of());

    assertThat(Fitness.mayHaveEis(Fixture.facts(INSTALLED), settings)).isFalse();
    assertThat(Fitness.mayHaveEis(Fixture.facts(with("mutter.running", "yes")), settings)).isTrue();
    assertThat(Fitness.mayHaveEis(Fixture.facts(with("program.mutter.version", "48.7")), settings))
        .isTrue();
    assertThat(Fitness.major("GNOME Shell 43.9")).isEqualTo(43);
    assertThat(Fitness.major("beta")).isZero();
  }
}
