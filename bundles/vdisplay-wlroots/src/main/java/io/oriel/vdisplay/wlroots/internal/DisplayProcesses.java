package io.oriel.vdisplay.wlroots.internal;

import io.oriel.lib.programs.MarkedProcesses;

/// The processes of one display: those with its id in their environment.
final class DisplayProcesses {
  /// The variable.
  static final String VARIABLE = "ORIEL_DISPLAY";

  private DisplayProcesses() {}

  static MarkedProcesses of(String id) {
    return new MarkedProcesses(VARIABLE, id);
  }
}
