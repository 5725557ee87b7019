package io.oriel.input.uinput.internal;

import io.oriel.input.uinput.internal.nat.DeviceSpec;
import io.oriel.input.uinput.internal.nat.KernelDevice;
import io.oriel.media.nat.ErrnoException;

/// A mouse with eight buttons and two wheels, and a second device for absolute positions. One
/// thread at a time.
///
/// Buttons and wheels are always the mouse's; readers join the devices of a seat.
final class Mouse {
  /// How wide a desktop is taken to be, in millimetres; readers want a size.
  static final int DESKTOP_MM = 500;

  private final KernelDevice relative;
  private final KernelDevice absolute;
  private final Area area;
  private final Wheel vertical = new Wheel(Evdev.REL_WHEEL, Evdev.REL_WHEEL_HI_RES);
  private final Wheel horizontal = new Wheel(Evdev.REL_HWHEEL, Evdev.REL_HWHEEL_HI_RES);
  private double restX; // parts of a pixel not sent yet
  private double restY;

  /// *Takes ownership* of the devices.
  Mouse(KernelDevice relative, KernelDevice absolute, Area area) {
    this.relative = relative;
    this.absolute = absolute;
    this.area = area;
  }

  static DeviceSpec spec(Names names) {
    var spec = names.spec("Mouse", 0x0001).keyRange(Evdev.BTN_LEFT, Evdev.BTN_TASK);
    return spec.relative(
        Evdev.REL_X,
        Evdev.REL_Y,
        Evdev.REL_WHEEL,
        Evdev.REL_HWHEEL,
        Evdev.REL_WHEEL_HI_RES,
        Evdev.REL_HWHEEL_HI_RES);
  }

  /// The buttons are never pressed: readers take a device without them for a joystick.
  static DeviceSpec absoluteSpec(Names names, Area area) {
    return names
        .spec("Absolute Pointer", 0x0002)
        .keyRange(Evdev.BTN_LEFT, Evdev.BTN_LEFT + 2)
        .axis(Evdev.ABS_X, 0, Area.MAX, area.stepsPerMm(DESKTOP_MM))
        .axis(Evdev.ABS_Y, 0, Area.MAX, area.stepsPerMmDown(DESKTOP_MM));
  }

  void button(int code, boolean down) throws ErrnoException {
    if (code >= Evdev.BTN_LEFT && code <= Evdev.BTN_TASK) {
      relative.put(Evdev.EV_KEY, code, down ? 1 : 0);
      relative.send();
    }
  }

  void moveBy(double dxPx, double dyPx) throws ErrnoException {
    restX += dxPx;
    restY += dyPx;
    int dx = (int) restX;
    int dy = (int) restY;
    restX -= dx;
    restY -= dy;
    if (dx != 0) {
      relative.put(Evdev.EV_REL, Evdev.REL_X, dx);
    }
    if (dy != 0) {
      relative.put(Evdev.EV_REL, Evdev.REL_Y, dy);
    }
    relative.send();
  }

  void moveTo(double x01, double y01) throws ErrnoException {
    absolute.put(Evdev.EV_ABS, Evdev.ABS_X, area.x(x01));
    absolute.put(Evdev.EV_ABS, Evdev.ABS_Y, area.y(y01));
    absolute.send();
  }

  void scroll(int dx120, int dy120) throws ErrnoException {
    vertical.scroll(relative, -dy120); // evdev counts up
    horizontal.scroll(relative, dx120);
    relative.send();
  }
}
