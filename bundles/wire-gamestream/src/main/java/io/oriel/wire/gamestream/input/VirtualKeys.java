package io.oriel.wire.gamestream.input;

/// Windows virtual-key codes to evdev codes, positions on a US keyboard (GameStream protocol notes
/// §6.4; codes of `linux/input-event-codes.h`).
public final class VirtualKeys {
  private static final int KEY_YEN = 124;
  private static final int KEY_RO = 89;

  private static final short[] EVDEV = {
    // 0x00
    0, 0, 0, 223, 0, 0, 0, 0, 14, 15, 0, 0, 355, 28, 0, 0,
    // 0x10
    42, 29, 56, 119, 58, 93, 0, 0, 0, 85, 0, 1, 92, 94, 0, 0,
    // 0x20
    57, 104, 109, 107, 102, 105, 103, 106, 108, 353, 210, 134, 99, 110, 111, 138,
    // 0x30
    11, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 0, 0, 0, 0, 0,
    // 0x40
    0, 30, 48, 46, 32, 18, 33, 34, 35, 23, 36, 37, 38, 50, 49, 24,
    // 0x50
    25, 16, 19, 31, 20, 22, 47, 17, 45, 21, 44, 125, 126, 127, 0, 142,
    // 0x60
    82, 79, 80, 81, 75, 76, 77, 71, 72, 73, 55, 78, 121, 74, 83, 98,
    // 0x70
    59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 87, 88, 183, 184, 185, 186,
    // 0x80
    187, 188, 189, 190, 191, 192, 193, 194, 0, 0, 0, 0, 0, 0, 0, 0,
    // 0x90
    69, 70, 117, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    // 0xa0
    42, 54, 29, 97, 56, 100, 158, 159, 173, 128, 217, 156, 172, 113, 114, 115,
    // 0xb0
    163, 165, 166, 164, 155, 226, 144, 140, 0, 0, 39, 13, 51, 12, 52, 53,
    // 0xc0
    41, 89, 121, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    // 0xd0
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 26, 43, 27, 40, 0,
    // 0xe0
    0, 0, 86, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    // 0xf0
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  };

  private VirtualKeys() {}

  /// The evdev code of a key, or 0 if there is none.
  ///
  /// @param virtualKey its low byte counts
  /// @param asIs not a position of the US layout: 0xdc and 0xe2 are the Japanese yen and ro keys
  public static int evdev(int virtualKey, boolean asIs) {
    int vk = virtualKey & 0xff;
    if (asIs && vk == 0xdc) {
      return KEY_YEN;
    }
    if (asIs && vk == 0xe2) {
      return KEY_RO;
    }
    return EVDEV[vk];
  }
}
