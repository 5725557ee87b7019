package io.oriel.input.wlroots.internal;

import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.ZwlrVirtualPointerV1;

/// One axis of the wheel: passes every fraction of a click on and counts whole clicks.
final class Wheel {
  /// One click in the API's unit.
  private static final int CLICK = 120;

  /// One click in `wl_pointer.axis`: 15, as libinput gives for an ordinary wheel.
  private static final double AXIS_PER_CLICK = 15;

  private final int axis;
  private int rest; // of a click, with the sign of the last direction

  /// @param axis of `wl_pointer.axis`
  Wheel(int axis) {
    this.axis = axis;
  }

  /// Scrolls; `frame` is the caller's to send.
  void scroll(ZwlrVirtualPointerV1 pointer, int timeMs, int delta120) throws WaylandException {
    if (delta120 == 0) {
      return;
    }
    if (Integer.signum(rest) == -Integer.signum(delta120)) {
      rest = 0; // a turn starts a new click
    }
    long sum = (long) rest + delta120;
    int clicks = (int) (sum / CLICK);
    rest = (int) (sum % CLICK);
    double value = delta120 * AXIS_PER_CLICK / CLICK;
    if (clicks == 0) {
      pointer.axis(timeMs, axis, value);
    } else {
      pointer.axisDiscrete(timeMs, axis, value, clicks);
    }
  }
}
