package io.oriel.api.input;

import org.osgi.annotation.versioning.ProviderType;

/// What devices send back to the client, for the slots of connected controllers. Any thread; every
/// method only posts, and copies what it keeps. The newest of a kind counts: what comes faster than
/// the client can be told is left out. No-ops by default.
@ProviderType
public interface Feedback {
  /// A feedback that goes nowhere.
  Feedback NONE = new Feedback() {};

  /// Rumble until changed.
  ///
  /// @param low16 strength of the low-frequency motor, 0 … 65535
  /// @param high16 strength of the high-frequency motor, 0 … 65535
  /// @param durationMs 0: until changed
  default void rumble(int slot, int low16, int high16, int durationMs) {}

  /// Rumble in the triggers, 0 … 65535 each.
  default void triggerRumble(int slot, int left16, int right16) {}

  /// An adaptive trigger's effect.
  ///
  /// @param side 0 left, 1 right
  /// @param report the controller's own 11 bytes
  default void triggerEffect(int slot, int side, byte[] report) {}

  /// A whole output report, for clients that pass it to the same kind of controller.
  default void rawReport(int slot, byte[] report) {}

  /// The light of a controller.
  ///
  /// @param rgb 0xRRGGBB
  default void lightbar(int slot, int rgb) {}

  /// The player lights of a controller, one bit each.
  default void playerLed(int slot, int bits) {}

  /// The light of the mute button: 0 off, 1 on, 2 pulsing.
  default void muteLed(int slot, int mode) {}

  /// Motion samples are wanted.
  ///
  /// @param hz 0: stop
  default void motionWanted(int slot, int hz, MotionType type) {}
}
