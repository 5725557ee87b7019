package io.oriel.input.wlroots.internal;

import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;

/// Types text on a virtual keyboard of its own, whose keymap it changes as the text needs.
///
/// The compositor switches its programs to this keyboard's keymap with the first key and back with
/// the next ordinary key, so that the ordinary keyboard never notices. Connection's thread.
final class TextTyper {
  /// Bytes of requests left free for what follows: the two keys of a code point, or a keymap.
  private static final int RESERVE = 8192;

  private final WaylandConnection connection;
  private final VirtualKeyboard keyboard;
  private final TextKeymap keymap = new TextKeymap();

  TextTyper(WaylandConnection connection, VirtualKeyboard keyboard) throws WaylandException {
    this.connection = connection;
    this.keyboard = keyboard;
    upload();
    keyboard.noModifiers();
  }

  /// Types what can be typed; control characters other than tab, new line and backspace are left
  /// out.
  ///
  /// @return whether all of it was queued; `false`: the compositor does not keep up and the rest
  ///     was dropped
  boolean type(int timeMs, CharSequence utf16) throws WaylandException {
    int at = 0;
    while (at < utf16.length()) {
      int end = learn(utf16, at);
      upload();
      for (int i = at; i < end; ) {
        int codePoint = Character.codePointAt(utf16, i);
        i += Character.charCount(codePoint);
        int key = keymap.keyOf(codePoint);
        if (key < 0) {
          continue;
        }
        if (connection.room() < RESERVE && !connection.flush() && connection.room() < RESERVE) {
          return false;
        }
        keyboard.key(timeMs, key, true);
        keyboard.key(timeMs, key, false);
      }
      at = end;
    }
    return true;
  }

  /// Puts the code points from an index on into the keymap, as many as it holds at a time.
  ///
  /// @return the index of the first that did not fit
  private int learn(CharSequence utf16, int from) {
    keymap.startPiece();
    int at = from;
    while (at < utf16.length()) {
      int codePoint = Character.codePointAt(utf16, at);
      if (TextKeymap.isTypeable(codePoint) && !keymap.hold(codePoint)) {
        break;
      }
      at += Character.charCount(codePoint);
    }
    return at;
  }

  private void upload() throws WaylandException {
    if (keymap.takeStale()) {
      keyboard.keymap(keymap.text());
    }
  }
}
