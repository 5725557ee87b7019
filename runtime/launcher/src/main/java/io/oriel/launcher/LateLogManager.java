package io.oriel.launcher;

import java.util.logging.LogManager;

/// Keeps the log open while the process shuts down: the JDK's own hook would close it beside ours,
/// and what sessions say while they end would be lost.
public final class LateLogManager extends LogManager {
  private static volatile boolean shuttingDown;

  /// Called by the JDK, through the name in `java.util.logging.manager`.
  public LateLogManager() {}

  /// From now on nothing closes the handlers; they are flushed with every line.
  static void keep() {
    shuttingDown = true;
  }

  @Override
  public void reset() {
    if (!shuttingDown) {
      super.reset();
    }
  }
}
