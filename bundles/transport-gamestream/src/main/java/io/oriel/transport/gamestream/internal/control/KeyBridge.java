package io.oriel.transport.gamestream.internal.control;

import io.oriel.api.input.Injector;
import io.oriel.wire.gamestream.input.VirtualKeys;
import java.util.BitSet;

/// Turns the protocol's keys into evdev codes, and a key's modifier byte into keys for clients that
/// send no others (GameStream protocol notes §6.3). Control thread; allocates nothing for a key.
final class KeyBridge {
  private static final int MODIFIER_SHIFT = 1;
  private static final int MODIFIER_CTRL = 2;
  private static final int MODIFIER_ALT = 4;
  private static final int LEFT_CTRL = 29;
  private static final int LEFT_SHIFT = 42;
  private static final int RIGHT_SHIFT = 54;
  private static final int LEFT_ALT = 56;
  private static final int RIGHT_CTRL = 97;
  private static final int RIGHT_ALT = 100;
  private static final int LEFT_META = 125;
  private static final int RIGHT_META = 126;

  private final Injector injector;
  private final Oddities oddities;
  private final BitSet held = new BitSet(0x300);

  KeyBridge(Injector injector, Oddities oddities) {
    this.injector = injector;
    this.oddities = oddities;
  }

  void key(int virtualKey, boolean down, int modifiers, boolean asIs) {
    int code = VirtualKeys.evdev(virtualKey, asIs);
    if (code == 0) {
      oddities.key(virtualKey);
      return;
    }
    if (held.get(code) == down) {
      return; // clients do not repeat keys; desktops do that by themselves
    }
    held.set(code, down);
    if (!down || isModifier(code)) {
      injector.key(code, down);
      return;
    }
    // soft keyboards send a letter with its modifiers only as bits of the same packet
    boolean shift = missing(modifiers, MODIFIER_SHIFT, LEFT_SHIFT, RIGHT_SHIFT);
    boolean ctrl = missing(modifiers, MODIFIER_CTRL, LEFT_CTRL, RIGHT_CTRL);
    boolean alt = missing(modifiers, MODIFIER_ALT, LEFT_ALT, RIGHT_ALT);
    around(shift, ctrl, alt, true);
    injector.key(code, true);
    around(shift, ctrl, alt, false);
  }

  /// Releases all keys that are down.
  ///
  /// @return whether there was one
  boolean letGo() {
    boolean any = !held.isEmpty();
    for (int code = held.nextSetBit(0); code >= 0; code = held.nextSetBit(code + 1)) {
      injector.key(code, false);
    }
    held.clear();
    return any;
  }

  private boolean missing(int modifiers, int bit, int left, int right) {
    return (modifiers & bit) != 0 && !held.get(left) && !held.get(right);
  }

  private void around(boolean shift, boolean ctrl, boolean alt, boolean down) {
    if (shift) {
      injector.key(LEFT_SHIFT, down);
    }
    if (ctrl) {
      injector.key(LEFT_CTRL, down);
    }
    if (alt) {
      injector.key(LEFT_ALT, down);
    }
  }

  private static boolean isModifier(int code) {
    return switch (code) {
      case LEFT_SHIFT,
          RIGHT_SHIFT,
          LEFT_CTRL,
          RIGHT_CTRL,
          LEFT_ALT,
          RIGHT_ALT,
          LEFT_META,
          RIGHT_META ->
          true;
      default -> false;
    };
  }
}
