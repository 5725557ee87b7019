package io.oriel.lib.desktop;

import io.oriel.api.backend.BackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A running headless sway of a private desktop and what it told when it was ready.
///
/// @param program the process
/// @param waylandDisplay name of its Wayland socket in the runtime directory
/// @param x11Display its X11 display; empty without Xwayland
public record SwayProcess(DesktopProcess program, String waylandDisplay, String x11Display) {
  /// Name of the control socket in the runtime directory.
  public static final String CONTROL = "sway.sock";

  /// wlroots counts a process's headless outputs from 1.
  public static final String OUTPUT = "HEADLESS-1";

  // Written by sway once it listens: two lines, the two names above.
  private static final String READY = "ready";

  /// What sway is started with besides the desktop's own variables.
  ///
  /// @param renderer `WLR_RENDERER`: `pixman`, `gles2`
  public static Map<String, String> environment(PrivateDesktop desktop, String renderer) {
    return Map.of(
        "SWAYSOCK",
        desktop.directory().resolve(CONTROL).toString(),
        "WLR_BACKENDS",
        "headless",
        "WLR_LIBINPUT_NO_DEVICES",
        "1",
        "WLR_RENDERER",
        renderer);
  }

  /// The last line of sway's configuration: tells the host that everything above was read and sway
  /// listens.
  public static String readyLine(PrivateDesktop desktop) {
    String file = desktop.directory().resolve(READY).toString();
    String part = desktop.directory().resolve("." + READY).toString();
    return "exec printf '%s\\n%s\\n' \"$WAYLAND_DISPLAY\" \"$DISPLAY\" > \""
        + part
        + "\" && mv \""
        + part
        + "\" \""
        + file
        + "\"";
  }

  /// Starts sway and returns when it listens on its sockets. Blocks up to the deadline.
  ///
  /// @param configuration ends with [#readyLine]
  /// @param environment all of its variables, [#environment] among them
  /// @param deadlineNanos on `System.nanoTime()`'s clock
  public static SwayProcess start(
      PrivateDesktop desktop,
      Path configuration,
      Map<String, String> environment,
      long deadlineNanos)
      throws BackendException {
    // A full-screen window that is shown without being drawn counts as changed every time.
    DesktopProcess program =
        DesktopProcess.start(
            desktop,
            List.of("sway", "-D", "noscanout", "-c", configuration.toString()),
            environment);
    Path ready = desktop.directory().resolve(READY);
    program.await(ready, deadlineNanos);
    try {
      List<String> told = Files.readAllLines(ready);
      String wayland = told.isEmpty() ? "" : told.getFirst();
      if (!wayland.matches("[\\w.-]+")) {
        throw new IOException("it told no Wayland socket" + program.said());
      }
      return new SwayProcess(program, wayland, told.size() > 1 ? told.get(1) : "");
    } catch (IOException e) {
      throw new BackendException(
          BackendException.Kind.FAILED, "sway does not start: " + e.getMessage(), e);
    }
  }

  /// The part of its environment that a program in it needs.
  public Map<String, String> forPrograms(Map<String, String> environment) {
    var variables = new TreeMap<>(environment);
    variables.keySet().removeIf(name -> name.startsWith("WLR_"));
    variables.put("WAYLAND_DISPLAY", waylandDisplay);
    if (!x11Display.isEmpty()) {
      variables.put("DISPLAY", x11Display);
    }
    return Map.copyOf(variables);
  }
}
