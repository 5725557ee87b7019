package io.oriel.input.wlroots.internal;

import java.util.Arrays;
import java.util.Locale;

/// A keymap made for text: every key types one code point, whatever the layout of the ordinary
/// keyboard is. Printable ASCII has its place for good, other code points take turns.
///
/// One thread at a time.
final class TextKeymap {
  private static final int BACKSPACE_KEY = 14;
  private static final int TAB_KEY = 15;
  private static final int ENTER_KEY = 28;
  private static final int NONE = -1;

  private final int[] keys = assignableKeys();
  private final int[] codePoints = new int[keys.length]; // 0: unused
  private final int[] heldIn = new int[keys.length]; // the last piece of text that needs the slot
  private final int fixed; // slots of ASCII, which never change
  private int piece;
  private int next;
  private boolean stale = true; // the compositor has an older keymap

  TextKeymap() {
    int slot = 0;
    for (int ascii = ' '; ascii <= '~'; ascii++) {
      codePoints[slot++] = ascii;
    }
    fixed = slot;
    next = slot;
  }

  /// Keys of letters, digits and punctuation first: some programs look at what a key is for on an
  /// ordinary keyboard, and leave these alone. Then those from KEY_STOP (128) to the last one X11
  /// can name (247).
  private static int[] assignableKeys() {
    int[] found = new int[256];
    int count = 0;
    int[][] ranges = {{2, 13}, {16, 27}, {30, 41}, {43, 53}, {57, 57}, {128, 247}};
    for (int[] range : ranges) {
      for (int key = range[0]; key <= range[1]; key++) {
        found[count++] = key;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /// The key that types a code point.
  ///
  /// @return its evdev code; -1: this keymap has none, see [#hold]
  int keyOf(int codePoint) {
    switch (codePoint) {
      case '\b' -> {
        return BACKSPACE_KEY;
      }
      case '\t' -> {
        return TAB_KEY;
      }
      case '\n', '\r' -> {
        return ENTER_KEY;
      }
      default -> {
        int slot = slotOf(codePoint);
        return slot < 0 ? NONE : keys[slot];
      }
    }
  }

  private int slotOf(int codePoint) {
    for (int i = 0; i < codePoints.length; i++) {
      if (codePoints[i] == codePoint) {
        return i;
      }
    }
    return NONE;
  }

  /// Whether a code point can be typed at all: not a control character, surrogate or noncharacter.
  static boolean isTypeable(int codePoint) {
    boolean control = codePoint < ' ' || codePoint >= 0x7f && codePoint < 0xa0;
    boolean surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
    boolean nonCharacter =
        (codePoint & 0xfffe) == 0xfffe || codePoint >= 0xfdd0 && codePoint <= 0xfdef;
    return !control && !surrogate && !nonCharacter && codePoint <= Character.MAX_CODE_POINT;
  }

  /// Starts a piece of text: no key it needs changes its meaning before the next piece.
  void startPiece() {
    piece++;
  }

  /// Makes sure that a code point has a key while this piece is typed.
  ///
  /// @return `false`: all keys are taken by this piece
  boolean hold(int codePoint) {
    int slot = slotOf(codePoint);
    for (int tried = fixed; slot < 0 && tried < keys.length; tried++) {
      if (heldIn[next] != piece) {
        slot = next;
        codePoints[slot] = codePoint;
        stale = true;
      }
      next = next + 1 == keys.length ? fixed : next + 1;
    }
    if (slot < 0) {
      return false;
    }
    heldIn[slot] = piece;
    return true;
  }

  /// Whether [#text()] changed since the last call.
  boolean takeStale() {
    boolean was = stale;
    stale = false;
    return was;
  }

  /// The keymap in XKB text format 1. Types and compatibility come from the compositor's own XKB
  /// files: programs under Xwayland need the usual ones.
  String text() {
    var codes = new StringBuilder("<BKSP> = 22; <TAB> = 23; <RTRN> = 36;");
    var symbols =
        new StringBuilder(
            "key <BKSP> { [ BackSpace ] }; key <TAB> { [ Tab ] }; key <RTRN> { [ Return ] };");
    for (int i = 0; i < keys.length; i++) {
      if (codePoints[i] != 0) {
        codes.append(" <T").append(keys[i]).append("> = ").append(keys[i] + 8).append(';');
        symbols
            .append(" key <T")
            .append(keys[i])
            .append("> { [ U")
            .append(String.format(Locale.ROOT, "%04X", codePoints[i]))
            .append(" ] };");
      }
    }
    return """
        xkb_keymap {
          xkb_keycodes "text" { minimum = 8; maximum = 255; %s };
          xkb_types "text" { include "complete" };
          xkb_compatibility "text" { include "complete" };
          xkb_symbols "text" { %s };
        };
        """
        .formatted(codes, symbols);
  }
}
