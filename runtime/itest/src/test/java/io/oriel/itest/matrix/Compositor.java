package io.oriel.itest.matrix;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A compositor and the way the host gets a display of it: a line of the matrix.
enum Compositor {
  SWAY("sway", "own", "wlroots", "sway", List.of()),
  SWAY_ATTACHED("sway", "attach", "wlroots", "sway", List.of("sway", "-c", "{config}")),
  LABWC_ATTACHED("labwc", "attach", "wlroots", "labwc", List.of("labwc")),
  MUTTER("mutter", "own", "mutter", "mutter", List.of()),
  MUTTER_ATTACHED(
      "mutter",
      "attach",
      "mutter",
      "mutter",
      List.of("mutter", "--wayland", "--headless", "--no-x11", "--virtual-monitor", "800x600")),
  KWIN("KWin", "own", "kwin", "kwin_wayland", List.of()),
  KWIN_ATTACHED(
      "KWin",
      "attach",
      "kwin",
      "kwin_wayland",
      List.of("kwin_wayland", "--virtual", "--no-lockscreen", "--no-global-shortcuts"));

  /// KWin's own words, where it has no DRM device: 5.27 has no virtual outputs then and its output
  /// streams stay empty, 6.3 does not draw with OpenGL.
  private static final List<String> IMPOSSIBLE =
      List.of(
          "OpenGL compositing is required for screencasting",
          "Unsupported compositing type",
          "Could not find output");

  private static final int FIRST_WITH_EIS = 45; // version of Mutter

  private final String title;
  private final String desktop;
  private final String backend;
  private final String program;
  private final List<String> start;

  Compositor(String title, String desktop, String backend, String program, List<String> start) {
    this.title = title;
    this.desktop = desktop;
    this.backend = backend;
    this.program = program;
    this.start = start;
  }

  /// Its name for people, and whose desktop it is.
  String title() {
    return title + (start.isEmpty() ? ", of the host" : ", running");
  }

  /// Whether it is among those named in the environment, where any are.
  boolean wanted() {
    String only = System.getenv("ORIEL_MATRIX_ONLY");
    return only == null || only.isEmpty() || only.equals(title.toLowerCase(Locale.ROOT));
  }

  /// Name of its process, as the kernel cuts it.
  String program() {
    return program;
  }

  /// Command that starts a desktop for the host to find; none where the host starts it itself.
  Optional<List<String>> start() {
    return start.isEmpty() ? Optional.empty() : Optional.of(start);
  }

  /// Whether an error says what this compositor cannot do without a GPU, whoever asks.
  boolean impossible(String error) {
    return error != null && IMPOSSIBLE.stream().anyMatch(error::contains);
  }

  /// The backend that has to carry keyboard and pointer; empty: any.
  ///
  /// @param version as the compositor's program tells it
  Optional<String> input(String version) {
    if (!backend.equals("mutter")) {
      return Optional.empty();
    }
    int major = Integer.parseInt(version.replaceAll("\\..*", ""));
    return Optional.of(major < FIRST_WITH_EIS ? "mutter" : "libei");
  }

  /// What makes the host take this display and no other. In a desktop that has other monitors the
  /// stream is the only one, so that a program's window appears on it.
  Map<String, String> settings() {
    return Map.of(
        "io.oriel.host.session.config",
        "pins=[\"display=%s\"]\narrangement=\"only\"\n".formatted(backend),
        "io.oriel.vdisplay." + backend + ".config",
        "desktop=\"%s\"\nopen.terminal=B\"false\"\n".formatted(desktop)); // it covers the pattern
  }
}
