package io.oriel.transport.gamestream.internal.control;

import io.oriel.wire.gamestream.input.InputProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says once for a connection what of a client's input is strange and ignored. Control thread.
final class Oddities {
  private static final Logger LOG = LoggerFactory.getLogger(Oddities.class);

  private final String session;
  private int problems; // one bit for each InputProblem told
  private int slots; // one bit for each slot told to be empty
  private boolean keys;

  Oddities(String session) {
    this.session = session;
  }

  /// A packet that was refused.
  void packet(int magic, InputProblem problem) {
    int bit = 1 << problem.ordinal();
    if ((problems & bit) == 0) {
      problems |= bit;
      LOG.warn(
          "session {}: input packet 0x{} ignored, {}; others like it are ignored without a word",
          session,
          Integer.toHexString(magic),
          problem.words());
    }
  }

  /// A key that no evdev code stands for.
  void key(int virtualKey) {
    if (!keys) {
      keys = true;
      LOG.warn(
          "session {}: key 0x{} ignored, there is no such key on this host; other unknown keys are"
              + " ignored without a word",
          session,
          Integer.toHexString(virtualKey));
    }
  }

  /// An event of a controller that never arrived.
  void nobody(int slot) {
    if ((slots & 1 << slot) == 0) {
      slots |= 1 << slot;
      LOG.warn(
          "session {}: events of controller {} ignored, it has not arrived", session, slot + 1);
    }
  }
}
