package io.oriel.lib.desktop;

import io.oriel.lib.programs.MarkedProcesses;

/// The processes of one display: those with its id in their environment.
public final class DisplayProcesses {
  /// The variable.
  public static final String VARIABLE = "ORIEL_DISPLAY";

  private DisplayProcesses() {}

  /// Those of a display.
  public static MarkedProcesses of(String id) {
    return new MarkedProcesses(VARIABLE, id);
  }
}
