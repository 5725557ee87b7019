package io.oriel.input.libei.internal;

import io.oriel.lib.input.nat.XkbKeymap;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How text is typed on a keyboard whose layout is given: which key with which modifiers makes a
/// code point, or a dead key and another one. One thread at a time.
final class KeymapText {
  /// One key with modifiers held around it.
  ///
  /// @param modifiers a sum of bits of [#levelKeys]
  record Stroke(int evdevCode, int modifiers) {}

  /// The last key that X11 can name, less XKB's offset of 8.
  private static final int LAST_KEY = 247;

  /// What chooses the third level on real keyboards; keymaps have made-up keys for it as well.
  private static final int RIGHT_ALT = 100;

  // real modifiers that choose a level in xkeyboard-config: Shift, Mod3 and Mod5
  private static final int[] LEVELS = {1, 0x80, 0x20};

  /// Keysyms of dead keys and the combining marks they stand for (`xkbcommon-keysyms.h`, Unicode).
  private static final Map<Integer, Character> MARKS =
      Map.ofEntries(
          Map.entry(0xfe50, '\u0300'), // grave
          Map.entry(0xfe51, '\u0301'), // acute
          Map.entry(0xfe52, '\u0302'), // circumflex
          Map.entry(0xfe53, '\u0303'), // tilde
          Map.entry(0xfe54, '\u0304'), // macron
          Map.entry(0xfe55, '\u0306'), // breve
          Map.entry(0xfe56, '\u0307'), // dot above
          Map.entry(0xfe57, '\u0308'), // diaeresis
          Map.entry(0xfe58, '\u030a'), // ring
          Map.entry(0xfe59, '\u030b'), // double acute
          Map.entry(0xfe5a, '\u030c'), // caron
          Map.entry(0xfe5b, '\u0327'), // cedilla
          Map.entry(0xfe5c, '\u0328'), // ogonek
          Map.entry(0xfe60, '\u0323'), // dot below
          Map.entry(0xfe61, '\u0309'), // hook
          Map.entry(0xfe62, '\u031b')); // horn

  private final XkbKeymap keymap;
  private final BitSet modifierKeys = new BitSet();
  private final Map<Integer, Integer> levelKeys = new HashMap<>(); // modifier bit to key
  private final Map<Integer, Stroke> plain = new HashMap<>(); // by code point
  private final Map<Character, Stroke> dead = new HashMap<>(); // by combining mark
  private int builtLocked;
  private int builtLayout;

  /// @param keymap borrowed; its state says which layout and locks are on
  KeymapText(XkbKeymap keymap) {
    this.keymap = keymap;
    findModifiers();
    build(keymap.locked(), keymap.layout());
  }

  /// The keys to press for a code point, one after the other.
  ///
  /// @return empty: this layout cannot type it
  List<Stroke> strokes(int codePoint) {
    if (keymap.locked() != builtLocked || keymap.layout() != builtLayout) {
      build(keymap.locked(), keymap.layout());
    }
    var stroke = plain.get(codePoint);
    return stroke != null ? List.of(stroke) : composed(codePoint);
  }

  /// Marks are typed before their letter, the last one first.
  private List<Stroke> composed(int codePoint) {
    String parts = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD);
    int base = parts.codePointAt(0);
    int at = Character.charCount(base);
    var letter = plain.get(base);
    if (at == parts.length() || letter == null) {
      return List.of();
    }
    var strokes = new ArrayList<Stroke>();
    for (int i = parts.length() - 1; i >= at; i--) {
      var mark = dead.get(parts.charAt(i));
      if (mark == null) {
        return List.of();
      }
      strokes.add(mark);
    }
    strokes.add(letter);
    return strokes;
  }

  /// The key that holds a modifier down while another is pressed.
  ///
  /// @param bit one of those in [Stroke#modifiers()]
  int levelKey(int bit) {
    return levelKeys.get(bit);
  }

  /// Keys that are modifiers of any kind, by evdev code.
  BitSet modifierKeys() {
    return modifierKeys;
  }

  private void findModifiers() {
    int depressed = keymap.depressed();
    int latched = keymap.latched();
    int locked = keymap.locked();
    int layout = keymap.layout();
    for (int key = 1; key <= LAST_KEY; key++) {
      keymap.modifiers(0, 0, 0, layout);
      keymap.key(key, true);
      int mask = keymap.depressed() & 0xff;
      boolean holds = mask != 0 && keymap.locked() == 0;
      keymap.key(key, false);
      if (holds) {
        modifierKeys.set(key);
        for (int bit : LEVELS) {
          if (mask == bit && (key == RIGHT_ALT || !levelKeys.containsKey(bit))) {
            levelKeys.put(bit, key);
          }
        }
      }
    }
    keymap.modifiers(depressed, latched, locked, layout);
  }

  private void build(int locked, int layout) {
    int depressed = keymap.depressed();
    int latched = keymap.latched();
    plain.clear();
    dead.clear();
    for (int set = 0; set < 1 << LEVELS.length; set++) {
      int modifiers = 0;
      boolean possible = true;
      for (int i = 0; i < LEVELS.length; i++) {
        if ((set >> i & 1) != 0) {
          modifiers |= LEVELS[i];
          possible &= levelKeys.containsKey(LEVELS[i]);
        }
      }
      if (possible) {
        keymap.modifiers(modifiers, 0, locked, layout);
        collect(modifiers);
      }
    }
    keymap.modifiers(depressed, latched, locked, layout);
    builtLocked = locked;
    builtLayout = layout;
  }

  private void collect(int modifiers) {
    for (int key = 1; key <= LAST_KEY; key++) {
      int codePoint = keymap.codePoint(key);
      if (codePoint >= ' ' && codePoint != 0x7f) {
        plain.putIfAbsent(codePoint, new Stroke(key, modifiers));
        continue;
      }
      var mark = MARKS.get(keymap.keysym(key));
      if (mark != null) {
        dead.putIfAbsent(mark, new Stroke(key, modifiers));
      }
    }
  }
}
