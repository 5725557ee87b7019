package io.oriel.input.uinput.internal;

import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint.Phase;
import io.oriel.input.uinput.internal.nat.DeviceSpec;
import io.oriel.input.uinput.internal.nat.KernelDevice;
import io.oriel.media.nat.ErrnoException;

/// A display tablet with a pen and its eraser. One thread at a time.
final class PenTablet {
  private static final int MOST_PRESSURE = 4095;
  private static final int MOST_DISTANCE = 1023;
  private static final int MOST_TILT = 90;

  /// Steps per radian, for degrees.
  private static final int PER_RADIAN = 57;

  private static final int NONE = 0;

  private final KernelDevice device;
  private final Area area;
  private int tool = NONE; // the BTN_TOOL_* that is near
  private boolean touching;
  private boolean hovers; // this pen was near before it touched, so the client tells when it leaves
  private int buttons;

  /// *Takes ownership* of the device.
  PenTablet(KernelDevice device, Area area) {
    this.device = device;
    this.area = area;
  }

  static DeviceSpec spec(Names names, Area area) {
    return names
        .spec("Pen", 0x0005)
        .keys(Evdev.BTN_TOOL_PEN, Evdev.BTN_TOOL_RUBBER, Evdev.BTN_TOUCH)
        .keys(Evdev.BTN_STYLUS, Evdev.BTN_STYLUS2, Evdev.BTN_STYLUS3)
        .property(Evdev.INPUT_PROP_DIRECT)
        .axis(Evdev.ABS_X, 0, Area.MAX, area.stepsPerMm(Mouse.DESKTOP_MM))
        .axis(Evdev.ABS_Y, 0, Area.MAX, area.stepsPerMmDown(Mouse.DESKTOP_MM))
        .axis(Evdev.ABS_PRESSURE, 0, MOST_PRESSURE, 0)
        .axis(Evdev.ABS_DISTANCE, 0, MOST_DISTANCE, 0)
        .axis(Evdev.ABS_TILT_X, -MOST_TILT, MOST_TILT, PER_RADIAN)
        .axis(Evdev.ABS_TILT_Y, -MOST_TILT, MOST_TILT, PER_RADIAN);
  }

  void pen(PenSample sample) throws ErrnoException {
    switch (sample.phase) {
      case HOVER -> {
        near(sample);
        hovers = true;
        contact(false);
        distance(sample.pressure01);
        device.send();
      }
      case DOWN, MOVE -> {
        if (sample.phase == Phase.MOVE && !touching) {
          return; // late: the pen is up already
        }
        near(sample);
        contact(true);
        put(Evdev.ABS_DISTANCE, 0);
        pressure(sample.pressure01);
        device.send();
      }
      case UP -> {
        if (tool != NONE) {
          near(sample);
          contact(false);
          device.send();
          if (!hovers) {
            leave(); // the last this client tells of the pen
          }
        }
      }
      case HOVER_LEAVE, CANCEL, CANCEL_ALL -> leave();
    }
  }

  /// Takes the pen away.
  void leave() throws ErrnoException {
    if (tool == NONE) {
      return;
    }
    contact(false);
    buttons(0);
    device.send();
    key(tool, false);
    tool = NONE;
    hovers = false;
    device.send();
  }

  /// The pen is at a place, with the right end down.
  private void near(PenSample sample) throws ErrnoException {
    int wanted = sample.tool == PenSample.Tool.ERASER ? Evdev.BTN_TOOL_RUBBER : Evdev.BTN_TOOL_PEN;
    if (tool != wanted) {
      leave();
      tool = wanted;
      key(tool, true);
    }
    put(Evdev.ABS_X, area.x(sample.x01));
    put(Evdev.ABS_Y, area.y(sample.y01));
    if (sample.tiltDegrees >= 0 && sample.rotationDegrees >= 0) {
      tilt(Math.toRadians(sample.tiltDegrees), Math.toRadians(sample.rotationDegrees));
    }
    buttons(sample.buttons);
  }

  /// @param tilt from the surface's normal
  /// @param rotation where the tip points, clockwise from up; the pen leans the other way
  private void tilt(double tilt, double rotation) {
    double out = Math.cos(tilt);
    double across = -Math.sin(rotation) * Math.sin(tilt);
    double down = Math.cos(rotation) * Math.sin(tilt);
    put(Evdev.ABS_TILT_X, degrees(across, out));
    put(Evdev.ABS_TILT_Y, degrees(down, out));
  }

  private static int degrees(double side, double out) {
    long rounded = Math.round(Math.toDegrees(Math.atan2(side, out)));
    return Math.clamp(rounded, -MOST_TILT, MOST_TILT);
  }

  private void contact(boolean now) {
    if (touching != now) {
      touching = now;
      key(Evdev.BTN_TOUCH, now);
      if (!now) {
        put(Evdev.ABS_PRESSURE, 0);
      }
    }
  }

  /// @param pressure01 NaN: the pen knows none, and presses fully
  private void pressure(float pressure01) {
    float known = pressure01 >= 0 ? Math.min(pressure01, 1) : 1;
    put(Evdev.ABS_PRESSURE, Math.max(1, Math.round(known * MOST_PRESSURE)));
  }

  /// @param distance01 NaN: the pen knows none, and is near
  private void distance(float distance01) {
    float known = distance01 >= 0 ? Math.min(distance01, 1) : 0;
    put(Evdev.ABS_DISTANCE, Math.max(1, Math.round(known * MOST_DISTANCE)));
  }

  private void buttons(int held) {
    button(held, 1, Evdev.BTN_STYLUS);
    button(held, 2, Evdev.BTN_STYLUS2);
    button(held, 4, Evdev.BTN_STYLUS3);
    buttons = held;
  }

  private void button(int held, int bit, int code) {
    if (((held ^ buttons) & bit) != 0) {
      key(code, (held & bit) != 0);
    }
  }

  private void key(int code, boolean down) {
    device.put(Evdev.EV_KEY, code, down ? 1 : 0);
  }

  private void put(int code, int value) {
    device.put(Evdev.EV_ABS, code, value);
  }
}
