package io.oriel.vdisplay.kwin.internal;

import io.oriel.lib.input.nat.XkbKeymap;
import java.util.HashMap;
import java.util.Map;

/// Which keys of a keymap type which characters: what is left of typing where a desktop takes no
/// keymap of ours.
final class KeyText {
  /// A key and what is held with it.
  record Stroke(int evdevCode, boolean shift, boolean altGr) {}

  // real modifiers of xkeyboard-config
  private static final int SHIFT = 1;
  private static final int ALT_GR = 128;
  private static final int LAST_KEY = 247;
  private static final int ENTER = 28; // KEY_ENTER, KEY_TAB of linux/input-event-codes.h
  private static final int TAB = 15;

  private final Map<Integer, Stroke> strokes = new HashMap<>();

  /// Nothing can be typed.
  KeyText() {}

  /// @param keymap text of the seat's keymap; without libxkbcommon nothing can be typed
  KeyText(String keymap) {
    var compiled = XkbKeymap.ofText(keymap);
    if (compiled.isEmpty()) {
      return;
    }
    try (XkbKeymap map = compiled.get()) {
      for (int held : new int[] {0, SHIFT, ALT_GR, SHIFT | ALT_GR}) {
        map.modifiers(held, 0, 0, 0);
        for (int key = 1; key <= LAST_KEY; key++) {
          int codePoint = map.codePoint(key);
          if (codePoint >= ' ') {
            strokes.putIfAbsent(
                codePoint, new Stroke(key, (held & SHIFT) != 0, (held & ALT_GR) != 0));
          }
        }
      }
    }
    strokes.put((int) '\n', new Stroke(ENTER, false, false));
    strokes.put((int) '\t', new Stroke(TAB, false, false));
  }

  /// @return `null`: no key types it
  Stroke stroke(int codePoint) {
    return strokes.get(codePoint);
  }
}
