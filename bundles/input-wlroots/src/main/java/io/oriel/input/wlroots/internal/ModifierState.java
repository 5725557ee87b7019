package io.oriel.input.wlroots.internal;

import io.oriel.lib.input.nat.XkbKeymap;

/// The modifiers of the ordinary keyboard: a virtual keyboard has to tell them itself.
///
/// Follows the layout where libxkbcommon is there, otherwise the usual keys of a PC keyboard.
final class ModifierState implements AutoCloseable {
  // real modifiers of xkeyboard-config: Shift, Lock, Control, Mod1 Alt, Mod2 Num, Mod4 Super,
  // Mod5 AltGr
  private static final int SHIFT = 1;
  private static final int CAPS = 2;
  private static final int CONTROL = 4;
  private static final int ALT = 8;
  private static final int NUM = 16;
  private static final int SUPER = 64;
  private static final int ALT_GR = 128;

  private final XkbKeymap keymap; // null: libxkbcommon is missing
  private int heldKeys; // one bit per key of bit(): left and right count apart
  private int depressed;
  private int latched;
  private int locked;
  private int layout;

  /// *Takes ownership.*
  ///
  /// @param keymap `null` when there is none
  ModifierState(XkbKeymap keymap) {
    this.keymap = keymap;
  }

  /// Follows a key.
  ///
  /// @return whether something changed that the compositor has to know
  boolean key(int evdevCode, boolean down) {
    int before = depressed;
    int beforeLatched = latched;
    int beforeLocked = locked;
    int beforeLayout = layout;
    if (keymap == null) {
      usual(evdevCode, down);
    } else {
      keymap.key(evdevCode, down);
      depressed = keymap.depressed();
      latched = keymap.latched();
      locked = keymap.locked();
      layout = keymap.layout();
    }
    return before != depressed
        || beforeLatched != latched
        || beforeLocked != locked
        || beforeLayout != layout;
  }

  int depressed() {
    return depressed;
  }

  int latched() {
    return latched;
  }

  int locked() {
    return locked;
  }

  int layout() {
    return layout;
  }

  private void usual(int evdevCode, boolean down) {
    int key = bit(evdevCode);
    if (key >= 0) {
      heldKeys = down ? heldKeys | 1 << key : heldKeys & ~(1 << key);
      depressed =
          mask(0, 2, SHIFT)
              | mask(2, 2, CONTROL)
              | mask(4, 1, ALT)
              | mask(5, 1, ALT_GR)
              | mask(6, 2, SUPER);
    } else if (down && evdevCode == 58) { // KEY_CAPSLOCK
      locked ^= CAPS;
    } else if (down && evdevCode == 69) { // KEY_NUMLOCK
      locked ^= NUM;
    }
  }

  private int mask(int firstKey, int keys, int modifier) {
    return (heldKeys >> firstKey & (1 << keys) - 1) != 0 ? modifier : 0;
  }

  /// KEY_LEFTSHIFT, KEY_RIGHTSHIFT, KEY_LEFTCTRL, KEY_RIGHTCTRL, KEY_LEFTALT, KEY_RIGHTALT,
  /// KEY_LEFTMETA, KEY_RIGHTMETA of `linux/input-event-codes.h`.
  private static int bit(int evdevCode) {
    return switch (evdevCode) {
      case 42 -> 0;
      case 54 -> 1;
      case 29 -> 2;
      case 97 -> 3;
      case 56 -> 4;
      case 100 -> 5;
      case 125 -> 6;
      case 126 -> 7;
      default -> -1;
    };
  }

  @Override
  public void close() {
    if (keymap != null) {
      keymap.close();
    }
  }
}
