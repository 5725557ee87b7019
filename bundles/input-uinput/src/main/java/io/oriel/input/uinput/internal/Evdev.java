package io.oriel.input.uinput.internal;

/// Numbers of `linux/input-event-codes.h` and `linux/input.h`, under their names there.
final class Evdev {
  static final int EV_KEY = 1;
  static final int EV_REL = 2;
  static final int EV_ABS = 3;
  static final int EV_FF = 0x15;

  static final int KEY_LEFTALT = 56;
  static final int KEY_SYSRQ = 99;
  static final int KEY_RIGHTALT = 100;
  static final int KEY_POWER = 116;
  static final int KEY_SLEEP = 142;
  static final int KEY_WAKEUP = 143;
  static final int KEY_RECORD = 167;
  static final int KEY_SUSPEND = 205;
  static final int KEY_POWER2 = 0x164;
  static final int KEY_RESTART = 0x198;

  static final int BTN_LEFT = 0x110;
  static final int BTN_TASK = 0x117;
  static final int BTN_SOUTH = 0x130;
  static final int BTN_EAST = 0x131;
  static final int BTN_NORTH = 0x133;
  static final int BTN_WEST = 0x134;
  static final int BTN_TL = 0x136;
  static final int BTN_TR = 0x137;
  static final int BTN_SELECT = 0x13a;
  static final int BTN_START = 0x13b;
  static final int BTN_MODE = 0x13c;
  static final int BTN_THUMBL = 0x13d;
  static final int BTN_THUMBR = 0x13e;
  static final int BTN_TOOL_PEN = 0x140;
  static final int BTN_TOOL_RUBBER = 0x141;
  static final int BTN_STYLUS3 = 0x149;
  static final int BTN_TOUCH = 0x14a;
  static final int BTN_STYLUS = 0x14b;
  static final int BTN_STYLUS2 = 0x14c;
  static final int BTN_TRIGGER_HAPPY5 = 0x2c4;

  static final int REL_X = 0;
  static final int REL_Y = 1;
  static final int REL_HWHEEL = 6;
  static final int REL_WHEEL = 8;
  static final int REL_WHEEL_HI_RES = 0x0b;
  static final int REL_HWHEEL_HI_RES = 0x0c;

  static final int ABS_X = 0;
  static final int ABS_Y = 1;
  static final int ABS_Z = 2;
  static final int ABS_RX = 3;
  static final int ABS_RY = 4;
  static final int ABS_RZ = 5;
  static final int ABS_HAT0X = 0x10;
  static final int ABS_HAT0Y = 0x11;
  static final int ABS_PRESSURE = 0x18;
  static final int ABS_DISTANCE = 0x19;
  static final int ABS_TILT_X = 0x1a;
  static final int ABS_TILT_Y = 0x1b;
  static final int ABS_MT_SLOT = 0x2f;
  static final int ABS_MT_TOUCH_MAJOR = 0x30;
  static final int ABS_MT_TOUCH_MINOR = 0x31;
  static final int ABS_MT_ORIENTATION = 0x34;
  static final int ABS_MT_POSITION_X = 0x35;
  static final int ABS_MT_POSITION_Y = 0x36;
  static final int ABS_MT_TOOL_TYPE = 0x37;
  static final int ABS_MT_TRACKING_ID = 0x39;
  static final int ABS_MT_PRESSURE = 0x3a;

  static final int MT_TOOL_FINGER = 0;
  static final int MT_TOOL_PALM = 2;

  static final int INPUT_PROP_DIRECT = 1;

  static final int FF_RUMBLE = 0x50;
  static final int FF_PERIODIC = 0x51;
  static final int FF_SQUARE = 0x58;
  static final int FF_TRIANGLE = 0x59;
  static final int FF_SINE = 0x5a;
  static final int FF_GAIN = 0x60;

  private Evdev() {}
}
