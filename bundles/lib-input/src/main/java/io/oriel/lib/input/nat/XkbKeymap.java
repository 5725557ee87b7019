package io.oriel.lib.input.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;

import io.oriel.media.nat.Foreign;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// A compiled keymap and the state of the keyboard that uses it. One thread at a time; owned by
/// whoever compiled it.
public final class XkbKeymap implements AutoCloseable {
  // xkbcommon.h: XKB_KEYMAP_FORMAT_TEXT_V1; XKB_STATE_MODS_*; XKB_STATE_LAYOUT_EFFECTIVE;
  // XKB_LOG_LEVEL_CRITICAL
  private static final int TEXT_V1 = 1;
  private static final int DEPRESSED = 1;
  private static final int LATCHED = 2;
  private static final int LOCKED = 4;
  private static final int LAYOUT_EFFECTIVE = 128;
  private static final int LOG_CRITICAL = 10;

  /// XKB key codes are evdev's plus 8, a legacy of X11.
  private static final int EVDEV_OFFSET = 8;

  private final MemorySegment keymap;
  private final MemorySegment state;
  private boolean closed;

  private XkbKeymap(MemorySegment keymap, MemorySegment state) {
    this.keymap = keymap;
    this.state = state;
  }

  /// Whether libxkbcommon is installed.
  public static boolean available() {
    return Xkb.LIBRARY.isPresent();
  }

  /// Compiles a layout by its names; an empty name is XKB's default.
  ///
  /// @return empty when the library is missing or knows no such layout
  public static Optional<XkbKeymap> ofNames(
      String model, String layout, String variant, String options) {
    if (!available()) {
      return Optional.empty();
    }
    try (var call = Arena.ofConfined()) {
      // struct xkb_rule_names { const char *rules, *model, *layout, *variant, *options; }
      var names = call.allocate(ADDRESS, 5);
      String[] values = {"", model, layout, variant, options};
      for (int i = 0; i < values.length; i++) {
        var value = values[i].isEmpty() ? MemorySegment.NULL : call.allocateFrom(values[i]);
        names.setAtIndex(ADDRESS, i, value);
      }
      var context = (MemorySegment) Xkb.CONTEXT_NEW.invokeExact(0);
      if (Xkb.isNull(context)) {
        return Optional.empty();
      }
      var keymap = (MemorySegment) Xkb.KEYMAP_NEW_FROM_NAMES.invokeExact(context, names, 0);
      Xkb.CONTEXT_UNREF.invokeExact(context); // the keymap holds its own reference
      return withState(keymap);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// Compiles a keymap's text.
  ///
  /// @return empty when the library is missing or the text is wrong
  public static Optional<XkbKeymap> ofText(String text) {
    if (!available()) {
      return Optional.empty();
    }
    try (var call = Arena.ofConfined()) {
      var context = (MemorySegment) Xkb.CONTEXT_NEW.invokeExact(0);
      if (Xkb.isNull(context)) {
        return Optional.empty();
      }
      Xkb.CONTEXT_SET_LOG_LEVEL.invokeExact(context, LOG_CRITICAL); // the caller says it better
      var keymap =
          (MemorySegment)
              Xkb.KEYMAP_NEW_FROM_STRING.invokeExact(context, call.allocateFrom(text), TEXT_V1, 0);
      Xkb.CONTEXT_UNREF.invokeExact(context);
      return withState(keymap);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private static Optional<XkbKeymap> withState(MemorySegment keymap) throws Throwable {
    if (Xkb.isNull(keymap)) {
      return Optional.empty();
    }
    var state = (MemorySegment) Xkb.STATE_NEW.invokeExact(keymap);
    if (Xkb.isNull(state)) {
      Xkb.KEYMAP_UNREF.invokeExact(keymap);
      return Optional.empty();
    }
    return Optional.of(new XkbKeymap(keymap, state));
  }

  /// The keymap as text, complete in itself.
  @SuppressWarnings("restricted")
  public String text() {
    try {
      var text = (MemorySegment) Xkb.KEYMAP_GET_AS_STRING.invokeExact(keymap, TEXT_V1);
      if (Xkb.isNull(text)) {
        throw new IllegalStateException("libxkbcommon cannot write its keymap");
      }
      String copy = text.reinterpret(Long.MAX_VALUE).getString(0);
      Xkb.FREE.invokeExact(text);
      return copy;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// Tells the state of a key that went down or up.
  public void key(int evdevCode, boolean down) {
    try {
      int _ = (int) Xkb.STATE_UPDATE_KEY.invokeExact(state, evdevCode + EVDEV_OFFSET, down ? 1 : 0);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// Sets modifiers and layout as a compositor reports them.
  public void modifiers(int depressed, int latched, int locked, int layout) {
    try {
      int _ =
          (int) Xkb.STATE_UPDATE_MASK.invokeExact(state, depressed, latched, locked, 0, 0, layout);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// Modifiers held down.
  public int depressed() {
    return serialized(DEPRESSED);
  }

  /// Modifiers for the next key only.
  public int latched() {
    return serialized(LATCHED);
  }

  /// Modifiers switched on, such as caps lock.
  public int locked() {
    return serialized(LOCKED);
  }

  /// The layout in force, counted from 0.
  public int layout() {
    try {
      return (int) Xkb.STATE_SERIALIZE_LAYOUT.invokeExact(state, LAYOUT_EFFECTIVE);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// The code point a key types in the present state; 0: none.
  public int codePoint(int evdevCode) {
    try {
      return (int) Xkb.STATE_KEY_GET_UTF32.invokeExact(state, evdevCode + EVDEV_OFFSET);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// The keysym a key means in the present state; 0: none, or several.
  public int keysym(int evdevCode) {
    try {
      return (int) Xkb.STATE_KEY_GET_ONE_SYM.invokeExact(state, evdevCode + EVDEV_OFFSET);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private int serialized(int component) {
    try {
      return (int) Xkb.STATE_SERIALIZE_MODS.invokeExact(state, component);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      Xkb.STATE_UNREF.invokeExact(state);
      Xkb.KEYMAP_UNREF.invokeExact(keymap);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}
