package io.oriel.input.wlroots.internal;

import io.oriel.lib.input.nat.XkbKeymap;
import io.oriel.media.wayland.testing.TestWindow;
import java.util.List;

/// What a program reads: each key by the keymap and modifiers in force when it came.
final class TypedText {
  private TypedText() {}

  static String of(List<Object> events) {
    var text = new StringBuilder();
    XkbKeymap keymap = null;
    String source = null;
    int[] modifiers = {0, 0, 0, 0};
    for (Object event : events) {
      switch (event) {
        case TestWindow.Modifiers m ->
            modifiers = new int[] {m.depressed(), m.latched(), m.locked(), m.group()};
        case TestWindow.Key key when key.down() -> {
          if (!key.keymap().equals(source)) {
            if (keymap != null) {
              keymap.close();
            }
            source = key.keymap();
            keymap = XkbKeymap.ofText(source).orElseThrow();
          }
          keymap.modifiers(modifiers[0], modifiers[1], modifiers[2], modifiers[3]);
          int codePoint = keymap.codePoint(key.evdevCode());
          if (codePoint != 0) {
            text.appendCodePoint(codePoint);
          }
        }
        default -> {}
      }
    }
    if (keymap != null) {
      keymap.close();
    }
    return text.toString();
  }
}
