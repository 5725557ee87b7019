package io.oriel.input.uinput.internal;

import io.oriel.input.uinput.internal.nat.DeviceSpec;

/// What the devices of one display are called.
///
/// @param display the display's id: tells the devices of several sessions apart
record Names(String display) {
  /// pid.codes' number for tests and private use; pads have another one.
  private static final int VENDOR = 0x1209;

  /// Of a pad that games know: Microsoft's wired Xbox 360 controller, as `xpad` shows it.
  private static final int XBOX_VENDOR = 0x045e;

  private static final int XBOX_PRODUCT = 0x028e;
  private static final int XBOX_VERSION = 0x0114;

  private static final int VERSION = 1;

  Names {
    display = display.replaceAll("[^\\x21-\\x7e]", "_");
  }

  DeviceSpec spec(String what, int product) {
    return new DeviceSpec(
        "Oriel " + what + " (" + display + ")", phys(what), VENDOR, product, VERSION);
  }

  /// @param slot 0 … 15, named from 1
  DeviceSpec pad(int slot) {
    String what = "Pad " + (slot + 1);
    return new DeviceSpec(
        "Oriel " + what + " (" + display + ")",
        phys(what),
        XBOX_VENDOR,
        XBOX_PRODUCT,
        XBOX_VERSION);
  }

  private String phys(String what) {
    return "oriel-" + display + "/" + what.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
  }
}
