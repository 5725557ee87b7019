package io.oriel.input.libei.internal;

import io.oriel.api.backend.StageHealth;
import io.oriel.input.libei.internal.wire.EiInterface;
import io.oriel.input.libei.internal.wire.Requests;
import io.oriel.lib.input.nat.XkbKeymap;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Types text: as such where the server takes text, else with the keys of the desktop's own layout.
/// What that layout cannot type is left out, counted and reported once. Under the connection's
/// lock.
final class Typist implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Typist.class);

  /// Bytes for the longest way to type one code point.
  private static final int ROOM = 8192;

  /// Bytes of `ei_text.utf8` without its NUL.
  private static final int MOST_UTF8 = 254;

  private static final int LEFT_CTRL = 29; // KEY_* of linux/input-event-codes.h
  private static final int LEFT_SHIFT = 42;

  private final EiConnection connection;
  private final StageHealth health;
  private final boolean unicodeKeys;
  private XkbKeymap usKeymap; // stands in for a server without one; made when needed
  private KeymapText us;
  private long leftOut;

  /// @param unicodeKeys whether Ctrl+Shift+U is tried for what the layout does not have
  Typist(EiConnection connection, StageHealth health, boolean unicodeKeys) {
    this.connection = connection;
    this.health = health;
    this.unicodeKeys = unicodeKeys;
  }

  /// Types.
  ///
  /// @param device with a keyboard or with text
  /// @return `false`: the server does not keep up, the rest was left out
  boolean type(EiDevice device, CharSequence utf16) {
    if (device.takes(EiInterface.TEXT)) {
      return asText(device, utf16);
    }
    var strokes = device.keyboard().strokes();
    var layout = strokes == null ? standIn() : strokes;
    var held = new BitSet();
    held.or(device.keys());
    if (layout != null) {
      held.and(layout.modifierKeys());
    }
    held.stream().forEach(key -> device.key(key, false));
    boolean all = true;
    for (int i = 0; i < utf16.length() && all; ) {
      int codePoint = Character.codePointAt(utf16, i);
      i += Character.charCount(codePoint);
      all = connection.hasRoom(ROOM);
      if (all) {
        one(device, layout, codePoint);
      }
    }
    held.stream().forEach(key -> device.key(key, true));
    return all;
  }

  private void one(EiDevice device, KeymapText layout, int codePoint) {
    int control = controlKey(codePoint);
    if (control != 0) {
      tap(device, control);
    } else if (codePoint >= ' ' && !Character.isISOControl(codePoint)) {
      List<KeymapText.Stroke> strokes = layout == null ? List.of() : layout.strokes(codePoint);
      if (!strokes.isEmpty()) {
        strokes.forEach(stroke -> press(device, layout, stroke));
      } else if (!unicodeKeys || !byNumber(device, layout, codePoint)) {
        leftOut(codePoint);
      }
    }
  }

  /// KEY_ENTER, KEY_TAB, KEY_BACKSPACE.
  private static int controlKey(int codePoint) {
    return switch (codePoint) {
      case '\n', '\r' -> 28;
      case '\t' -> 15;
      case '\b' -> 14;
      default -> 0;
    };
  }

  private static void tap(EiDevice device, int key) {
    boolean held = device.keys().get(key);
    if (held) {
      device.key(key, false);
    }
    device.key(key, true);
    device.key(key, false);
    if (held) {
      device.key(key, true);
    }
  }

  private static void press(EiDevice device, KeymapText layout, KeymapText.Stroke stroke) {
    int modifiers = stroke.modifiers();
    for (int bit = 1; bit < 256; bit <<= 1) {
      if ((modifiers & bit) != 0) {
        device.key(layout.levelKey(bit), true);
      }
    }
    tap(device, stroke.evdevCode());
    for (int bit = 1; bit < 256; bit <<= 1) {
      if ((modifiers & bit) != 0) {
        device.key(layout.levelKey(bit), false);
      }
    }
  }

  /// Ctrl+Shift+U, the number in hexadecimal digits and a space: GTK's and IBus' way.
  private static boolean byNumber(EiDevice device, KeymapText layout, int codePoint) {
    String typed = "u" + Integer.toHexString(codePoint) + " ";
    if (layout == null || typed.chars().anyMatch(digit -> layout.strokes(digit).size() != 1)) {
      return false;
    }
    device.key(LEFT_CTRL, true);
    device.key(LEFT_SHIFT, true);
    tap(device, layout.strokes('u').getFirst().evdevCode());
    device.key(LEFT_SHIFT, false);
    device.key(LEFT_CTRL, false);
    typed.substring(1).chars().forEach(c -> press(device, layout, layout.strokes(c).getFirst()));
    return true;
  }

  private KeymapText standIn() {
    if (us == null) {
      usKeymap = XkbKeymap.ofNames("", "us", "", "").orElse(null);
      us = usKeymap == null ? null : new KeymapText(usKeymap);
    }
    return us;
  }

  private boolean asText(EiDevice device, CharSequence utf16) {
    var piece = new StringBuilder();
    int bytes = 0;
    for (int i = 0; i < utf16.length(); ) {
      int codePoint = Character.codePointAt(utf16, i);
      i += Character.charCount(codePoint);
      int keysym = keysym(codePoint);
      boolean control = Character.isISOControl(codePoint);
      int size = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
      if (keysym != 0 || bytes + size > MOST_UTF8) {
        utf8(device, piece);
        bytes = 0;
      }
      if (!connection.hasRoom(ROOM)) {
        return false;
      }
      if (keysym != 0) {
        for (int down = 1; down >= 0; down--) {
          device.request(EiInterface.TEXT, Requests.TEXT_KEYSYM).u32(keysym).u32(down).end();
          device.frame();
        }
      } else if (!control) {
        piece.appendCodePoint(codePoint);
        bytes += size;
      }
    }
    utf8(device, piece);
    return true;
  }

  /// XKB_KEY_Return, XKB_KEY_Tab, XKB_KEY_BackSpace of `xkbcommon-keysyms.h`.
  private static int keysym(int codePoint) {
    return switch (codePoint) {
      case '\n', '\r' -> 0xff0d;
      case '\t' -> 0xff09;
      case '\b' -> 0xff08;
      default -> 0;
    };
  }

  private static void utf8(EiDevice device, StringBuilder piece) {
    if (!piece.isEmpty()) {
      device.request(EiInterface.TEXT, Requests.TEXT_UTF8).string(piece.toString()).end();
      device.frame();
      piece.setLength(0);
    }
  }

  private void leftOut(int codePoint) {
    if (leftOut++ == 0) {
      health.degraded(
          "text is typed with the desktop's keyboard layout, which has no %s (U+%04X): such"
                  .formatted(Character.toString(codePoint), codePoint)
              + " characters are left out");
    }
  }

  @Override
  public void close() {
    if (leftOut > 0) {
      log.info("{} characters were not in the desktop's keyboard layout", leftOut);
    }
    if (usKeymap != null) {
      usKeymap.close();
      usKeymap = null;
      us = null;
    }
  }
}
