package io.oriel.input.uinput.internal;

import io.oriel.api.input.TouchPoint;
import io.oriel.input.uinput.internal.nat.DeviceSpec;
import io.oriel.input.uinput.internal.nat.KernelDevice;
import io.oriel.media.nat.ErrnoException;

/// A touch screen for sixteen fingers, in the kernel's multi-touch protocol B
/// (`Documentation/input/multi-touch-protocol.rst`). One thread at a time.
///
/// A finger that only hovers is not told: readers of touch screens know none.
final class TouchScreen {
  /// Fingers at once; more are not there.
  static final int SLOTS = 16;

  private static final int MOST_PRESSURE = 1023;
  private static final int QUARTER_TURN = 90;
  private static final int FREE = -1;

  private final KernelDevice device;
  private final Area area;
  private final long[] fingers = new long[SLOTS]; // the client's name of the finger, or FREE
  private int down;
  private int nextTracking;
  private int slot; // the kernel's current slot
  private int first = FREE; // whose place ABS_X and ABS_Y follow

  /// *Takes ownership* of the device.
  TouchScreen(KernelDevice device, Area area) {
    this.device = device;
    this.area = area;
    java.util.Arrays.fill(fingers, FREE);
  }

  static DeviceSpec spec(Names names, Area area) {
    int across = area.stepsPerMm(Mouse.DESKTOP_MM);
    int downwards = area.stepsPerMmDown(Mouse.DESKTOP_MM);
    return names
        .spec("Touch Screen", 0x0004)
        .keys(Evdev.BTN_TOUCH)
        .property(Evdev.INPUT_PROP_DIRECT)
        .axis(Evdev.ABS_X, 0, Area.MAX, across)
        .axis(Evdev.ABS_Y, 0, Area.MAX, downwards)
        .axis(Evdev.ABS_PRESSURE, 0, MOST_PRESSURE, 0)
        .axis(Evdev.ABS_MT_SLOT, 0, SLOTS - 1, 0)
        .axis(Evdev.ABS_MT_TRACKING_ID, 0, 0xffff, 0)
        .axis(Evdev.ABS_MT_POSITION_X, 0, Area.MAX, across)
        .axis(Evdev.ABS_MT_POSITION_Y, 0, Area.MAX, downwards)
        .axis(Evdev.ABS_MT_PRESSURE, 0, MOST_PRESSURE, 0)
        .axis(Evdev.ABS_MT_TOUCH_MAJOR, 0, Area.MAX, across)
        .axis(Evdev.ABS_MT_TOUCH_MINOR, 0, Area.MAX, across)
        .axis(Evdev.ABS_MT_ORIENTATION, -QUARTER_TURN, QUARTER_TURN, 0)
        .axis(Evdev.ABS_MT_TOOL_TYPE, 0, Evdev.MT_TOOL_PALM, 0);
  }

  void touch(TouchPoint point) throws ErrnoException {
    switch (point.phase) {
      case DOWN, MOVE -> place(point);
      case UP -> {
        int index = slotOf(id(point.id));
        if (index != FREE) {
          lift(index);
        }
      }
      case CANCEL -> {
        int index = slotOf(id(point.id));
        if (index != FREE) {
          cancel(index);
        }
      }
      case CANCEL_ALL -> releaseAll();
      case HOVER, HOVER_LEAVE -> {
        // readers know no fingers in the air
      }
    }
  }

  /// Takes all fingers away without a click.
  void releaseAll() throws ErrnoException {
    for (int index = 0; index < SLOTS; index++) {
      if (fingers[index] != FREE) {
        cancel(index);
      }
    }
  }

  private void place(TouchPoint point) throws ErrnoException {
    int index = slotOf(id(point.id));
    boolean fresh = index == FREE;
    if (fresh) {
      if (point.phase == TouchPoint.Phase.MOVE) {
        return; // late: its finger is up already
      }
      index = slotOf(FREE);
      if (index == FREE) {
        return;
      }
    }
    int x = area.x(point.x01);
    int y = area.y(point.y01);
    boolean pressed = point.pressure01 >= 0; // NaN is not
    int pressure = Math.round(Math.clamp(point.pressure01, 0f, 1f) * MOST_PRESSURE);
    select(index);
    if (fresh) {
      fingers[index] = id(point.id);
      put(Evdev.ABS_MT_TRACKING_ID, nextTracking);
      nextTracking = (nextTracking + 1) & 0xffff;
      put(Evdev.ABS_MT_TOOL_TYPE, Evdev.MT_TOOL_FINGER);
    }
    put(Evdev.ABS_MT_POSITION_X, x);
    put(Evdev.ABS_MT_POSITION_Y, y);
    put(Evdev.ABS_MT_PRESSURE, pressed ? pressure : MOST_PRESSURE);
    if (point.major01 > 0) {
      put(Evdev.ABS_MT_TOUCH_MAJOR, area.length(point.major01));
      put(Evdev.ABS_MT_TOUCH_MINOR, area.length(point.minor01 > 0 ? point.minor01 : point.major01));
    }
    if (point.rotationDegrees >= 0) {
      put(Evdev.ABS_MT_ORIENTATION, orientation(point.rotationDegrees));
    }
    if (fresh && down++ == 0) {
      first = index;
      device.put(Evdev.EV_KEY, Evdev.BTN_TOUCH, 1);
    }
    if (index == first) {
      put(Evdev.ABS_X, x);
      put(Evdev.ABS_Y, y);
      put(Evdev.ABS_PRESSURE, pressed ? pressure : MOST_PRESSURE);
    }
    device.send();
  }

  private void lift(int index) throws ErrnoException {
    select(index);
    put(Evdev.ABS_MT_TRACKING_ID, -1);
    fingers[index] = FREE;
    if (index == first) {
      first = FREE;
      put(Evdev.ABS_PRESSURE, 0);
    }
    if (--down == 0) {
      device.put(Evdev.EV_KEY, Evdev.BTN_TOUCH, 0);
    }
    device.send();
  }

  /// A finger that turns into a palm is how a reader learns that nothing was meant.
  private void cancel(int index) throws ErrnoException {
    select(index);
    put(Evdev.ABS_MT_TOOL_TYPE, Evdev.MT_TOOL_PALM);
    device.send();
    lift(index);
  }

  private void select(int index) {
    if (index != slot) {
      slot = index;
      put(Evdev.ABS_MT_SLOT, index);
    }
  }

  private int slotOf(long finger) {
    for (int index = 0; index < SLOTS; index++) {
      if (fingers[index] == finger) {
        return index;
      }
    }
    return FREE;
  }

  /// Clients name fingers by any 32 bits; none of them is [#FREE].
  private static long id(int pointerId) {
    return Integer.toUnsignedLong(pointerId);
  }

  /// An ellipse looks the same after half a turn.
  private static int orientation(int degrees) {
    int half = degrees % (2 * QUARTER_TURN);
    return half > QUARTER_TURN ? half - 2 * QUARTER_TURN : half;
  }

  private void put(int code, int value) {
    device.put(Evdev.EV_ABS, code, value);
  }
}
