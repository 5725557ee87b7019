package io.oriel.clipboard.wayland.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.clipboard.ClipboardProvider.Request;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FitnessTest {
  private static final Map<String, String> DESKTOP =
      Map.of("WAYLAND_DISPLAY", "wayland-1", "XDG_RUNTIME_DIR", "/run/user/1000");

  @Test
  void sockets_are_found_as_programs_find_them() {
    assertThat(Fitness.socket(DESKTOP)).contains("/run/user/1000/wayland-1");
    assertThat(Fitness.socket(Map.of("WAYLAND_DISPLAY", "/tmp/w"))).contains("/tmp/w");
    assertThat(Fitness.socket(Map.of("WAYLAND_DISPLAY", "wayland-1"))).isEmpty();
    assertThat(Fitness.socket(Map.of("XDG_RUNTIME_DIR", "/run"))).isEmpty();
  }

  @Test
  void desktops_of_wlroots_and_kde_are_served() {
    assertThat(Fitness.of(new Request("wlroots", DESKTOP))).isInstanceOf(Assessment.Fit.class);
    assertThat(Fitness.of(new Request("kwin", DESKTOP))).isInstanceOf(Assessment.Fit.class);
  }

  @Test
  void gnome_is_named_however_it_was_reached() {
    assertThat(Fitness.of(new Request("mutter", DESKTOP)))
        .isInstanceOfSatisfying(
            Unfit.class, u -> assertThat(u.detail()).contains("ext_data_control_v1"));
    var portal = Map.of("WAYLAND_DISPLAY", "/run/w", "XDG_CURRENT_DESKTOP", "ubuntu:GNOME");
    assertThat(Fitness.of(new Request("portal", portal))).isInstanceOf(Unfit.class);
  }
}
