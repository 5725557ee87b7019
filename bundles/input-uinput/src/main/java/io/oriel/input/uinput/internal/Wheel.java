package io.oriel.input.uinput.internal;

import io.oriel.input.uinput.internal.nat.KernelDevice;

/// One axis of a wheel: tells every fraction of a click, and whole clicks to readers that know no
/// fractions. The kernel derives neither from the other.
final class Wheel {
  private static final int CLICK = 120;

  private final int code;
  private final int fineCode;
  private int rest; // of a click, with the sign of the last direction

  Wheel(int code, int fineCode) {
    this.code = code;
    this.fineCode = fineCode;
  }

  /// @param delta120 in 1/120 of a click; positive is up or right
  void scroll(KernelDevice device, int delta120) {
    if (delta120 == 0) {
      return;
    }
    if (Integer.signum(rest) == -Integer.signum(delta120)) {
      rest = 0; // a turn starts a new click
    }
    long sum = (long) rest + delta120;
    int clicks = (int) (sum / CLICK);
    rest = (int) (sum % CLICK);
    device.put(Evdev.EV_REL, fineCode, delta120);
    if (clicks != 0) {
      device.put(Evdev.EV_REL, code, clicks);
    }
  }
}
