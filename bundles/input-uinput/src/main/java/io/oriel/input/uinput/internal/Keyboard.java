package io.oriel.input.uinput.internal;

import io.oriel.input.uinput.internal.nat.DeviceSpec;
import io.oriel.input.uinput.internal.nat.KernelDevice;
import io.oriel.media.nat.ErrnoException;
import java.util.List;

/// A keyboard with all keys. One thread at a time.
///
/// Clients send no repeats (GameStream protocol notes §6.3), so the kernel repeats held keys, as it
/// does for a real keyboard. Compositors ignore that and repeat by themselves; the console and
/// programs that read the device do not.
final class Keyboard {
  /// What switches the machine off, or to sleep under the stream.
  private static final List<Integer> POWER_KEYS =
      List.of(
          Evdev.KEY_POWER,
          Evdev.KEY_SLEEP,
          Evdev.KEY_WAKEUP,
          Evdev.KEY_SUSPEND,
          Evdev.KEY_POWER2,
          Evdev.KEY_RESTART);

  // the ranges of keys; what lies between are buttons
  private static final int FIRST = 1;
  private static final int LAST = 248;
  private static final int FIRST_ABOVE_BUTTONS = 0x160;
  private static final int LAST_BELOW_DPAD = 0x21f;

  private final KernelDevice device;
  private final boolean powerKeys;
  private boolean leftAlt;
  private boolean rightAlt;
  /// The kernel takes the next key as an order: from SysRq pressed under Alt until Alt is let go,
  /// whatever becomes of SysRq meanwhile (`drivers/tty/sysrq.c`).
  private boolean systemRequest;

  /// *Takes ownership* of the device.
  Keyboard(KernelDevice device, boolean powerKeys) {
    this.device = device;
    this.powerKeys = powerKeys;
  }

  static DeviceSpec spec(Names names, boolean powerKeys) {
    var spec =
        names
            .spec("Keyboard", 0x0003)
            .keyRange(FIRST, LAST)
            .keyRange(FIRST_ABOVE_BUTTONS, LAST_BELOW_DPAD)
            .repeats();
    return powerKeys ? spec : spec.withoutKeys(POWER_KEYS);
  }

  void key(int code, boolean down) throws ErrnoException {
    if (code == Evdev.KEY_LEFTALT) {
      leftAlt = down;
    } else if (code == Evdev.KEY_RIGHTALT) {
      rightAlt = down;
    } else if (code == Evdev.KEY_SYSRQ) {
      systemRequest |= down && (leftAlt || rightAlt) && !powerKeys;
    } else if (down && systemRequest) {
      return; // no client reboots the machine
    }
    systemRequest &= leftAlt || rightAlt;
    device.put(Evdev.EV_KEY, code, down ? 1 : 0);
    device.send();
  }
}
