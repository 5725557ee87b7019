package io.oriel.api.input;

import org.osgi.annotation.versioning.ConsumerType;

/// Receives the client's input.
///
/// Called by the host's guard, which has checked rights and removed repeated downs and ups, on the
/// link's receive thread, where a call should return within 2 ms. Only [#padConnected], [#padGone]
/// and [#close] come on a control thread and may take longer. Calls for one pad slot never overlap,
/// and between its `padConnected` and `padGone` only; while one slot is connected or removed, calls
/// for other slots and other devices go on. Arguments are reused: keep none. Every method is a
/// no-op by default, so that a backend writes what its devices can.
@ConsumerType
public interface Injector extends AutoCloseable {
  /// A key went down or up.
  ///
  /// @param evdevCode a `KEY_*` number of `linux/input-event-codes.h`, a position on the keyboard
  default void key(int evdevCode, boolean down) {}

  /// Types text whatever the keyboard layout is.
  ///
  /// @param utf16 one or more whole code points
  default void text(CharSequence utf16) {}

  /// A pointer button.
  ///
  /// @param evdevCode a `BTN_*` number, `BTN_LEFT` … `BTN_TASK`
  default void button(int evdevCode, boolean down) {}

  /// Moves the pointer, in unaccelerated pixels.
  default void moveBy(double dxPx, double dyPx) {}

  /// Puts the pointer somewhere on the display, 0 … 1 from its left and upper edge.
  default void moveTo(double x01, double y01) {}

  /// Scrolls, in 1/120 of a wheel click; positive is right and down.
  default void scroll(int dx120, int dy120) {}

  /// A touch point went down, moved or went up, or hovers.
  default void touch(TouchPoint point) {}

  /// A pen hovers, touches or leaves.
  default void pen(PenSample sample) {}

  /// A controller appeared in a slot, 0 … 15: make its device. Control thread, one second at most;
  /// the client's latest state and battery follow at once. A device that cannot be made is reported
  /// through the injector's health as degraded, and the slot's later calls are ignored.
  default void padConnected(int slot, PadInfo pad) {}

  /// The controller of a slot went away: remove its device. Control thread. The state before was
  /// neutral.
  default void padGone(int slot) {}

  /// The state of a controller.
  default void gamepad(int slot, GamepadState state) {}

  /// A finger on a controller's touchpad; places are fractions of that touchpad.
  ///
  /// @param touchpad 0: the only or left one, 1: the right one
  default void padTouch(int slot, int touchpad, TouchPoint point) {}

  /// A sample of a controller's motion sensor: m/s² with gravity, or degrees per second.
  default void motion(int slot, MotionType type, float x, float y, float z) {}

  /// A controller's battery.
  ///
  /// @param percent 0 … 100; -1: unknown
  default void battery(int slot, BatteryState state, int percent) {}

  /// A group of events is complete: what was held back to form a frame goes out now.
  default void flush() {}

  /// Removes the devices. The guard has released what was held. A second call does nothing, nor do
  /// calls of other methods that come late.
  @Override
  void close();
}
