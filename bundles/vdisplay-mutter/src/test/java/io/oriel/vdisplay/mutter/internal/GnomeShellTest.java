package io.oriel.vdisplay.mutter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.display.DisplayRequest;
import io.oriel.pattern.PatternWindow;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GnomeShellTest {
  @TempDir private Path state;

  @Test
  void all_of_gnome_shows_a_program_in_full_size() throws Exception {
    try (var gnome = new OwnMutter(state, Map.of("shell", "gnome-shell"))) {
      var request = DisplayRequest.of("test", 1280, 720, 60_000);
      try (var display = gnome.displays.open(request, Map.of(), new Fixture.Health());
          var viewer = new Viewer(display)) {
        Fixture.await(() -> viewer.pictures() > 0, "a picture");
        var environment = display.environment();
        var socket = environment.get("XDG_RUNTIME_DIR") + "/" + environment.get("WAYLAND_DISPLAY");
        try (var window = PatternWindow.open(socket)) {
          Fixture.await(() -> window.widthPx() == 1280, "a window in full size");
          int before = viewer.pictures();
          Fixture.await(() -> viewer.pictures() > before + 5, "moving pictures");
          assertThat(window.heightPx()).isEqualTo(720);
        }
      }
    }
  }
}
