package io.oriel.wire.gamestream.control;

/// Receives what a host sends to a client's controllers, 0 … 15 (GameStream protocol notes §5.5).
/// Called on the thread that reads.
public interface FeedbackEvents {
  /// Rumble until changed, strengths 0 … 65535.
  default void rumble(int controller, int low, int high) {}

  /// Rumble in the triggers, strengths 0 … 65535.
  default void triggerRumble(int controller, int left, int right) {}

  /// Motion samples are wanted.
  ///
  /// @param hz 0: stop
  /// @param type 1 accelerometer, 2 gyroscope
  default void motionWanted(int controller, int hz, int type) {}

  /// A controller's light, 0xRRGGBB.
  default void light(int controller, int rgb) {}

  /// Adaptive triggers.
  ///
  /// @param flags 4: the right one counts, 8: the left one
  /// @param left type and ten bytes, as is `right`; the callee's to keep
  default void adaptiveTriggers(int controller, int flags, byte[] left, byte[] right) {}
}
