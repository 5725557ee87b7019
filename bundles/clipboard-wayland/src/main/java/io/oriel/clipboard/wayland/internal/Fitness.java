package io.oriel.clipboard.wayland.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.clipboard.ClipboardProvider.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Tells from a display's variables whether its compositor lets others at its clipboard.
final class Fitness {
  private Fitness() {}

  static Assessment of(Request request) {
    Optional<String> socket = socket(request.environment());
    if (socket.isEmpty()) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST,
          "the display's programs get no WAYLAND_DISPLAY with XDG_RUNTIME_DIR: it is not a Wayland"
              + " desktop that others can connect to");
    }
    if (request.displayBackend().equals("mutter") || gnome(request.environment())) {
      return new Unfit(
          Reason.MISSING_SOFTWARE,
          "GNOME's compositor has no data control (ext_data_control_v1): its clipboard cannot be"
              + " reached from outside; use a desktop of sway, labwc or KDE for it");
    }
    return new Fit(50, Duration.ZERO, List.of());
  }

  /// Absolute path of the compositor's socket, as libwayland finds it.
  static Optional<String> socket(Map<String, String> environment) {
    String display = environment.getOrDefault("WAYLAND_DISPLAY", "");
    if (display.startsWith("/")) {
      return Optional.of(display);
    }
    String directory = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return display.isEmpty() || !directory.startsWith("/")
        ? Optional.empty()
        : Optional.of(Path.of(directory).resolve(display).toString());
  }

  /// A sentence for people.
  static String lacking(String socket) {
    return "the compositor at "
        + socket
        + " has no data control (ext_data_control_v1 or zwlr_data_control_manager_v1), by which"
        + " others reach its clipboard";
  }

  private static boolean gnome(Map<String, String> environment) {
    String desktops = environment.getOrDefault("XDG_CURRENT_DESKTOP", "").toUpperCase(Locale.ROOT);
    return List.of(desktops.split(":")).contains("GNOME");
  }
}
