package io.oriel.vdisplay.mutter.internal;

import io.oriel.vdisplay.mutter.internal.bus.SessionManager;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Stands for GNOME's session manager on the bus of an own desktop: Mutter tells it the names of
/// its Wayland and X11 sockets, which nothing else tells. Any thread.
final class SessionVariables implements SessionManager {
  private static final List<String> WANTED = List.of("WAYLAND_DISPLAY", "DISPLAY", "XAUTHORITY");

  private final Map<String, String> variables = new ConcurrentHashMap<>();

  @Override
  public void set(String variable, String value) {
    variables.put(variable, value);
  }

  /// What was told of Wayland and X11.
  Map<String, String> told() {
    var known = new TreeMap<>(variables);
    known.keySet().retainAll(WANTED);
    return known;
  }
}
