package io.oriel.vdisplay.mutter.internal.nat;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.media.nat.Foreign;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/// The keysyms that keyboard layouts have for characters, by libxkbcommon; without it those of
/// Latin-1 and of Unicode. Any thread.
public final class Keysyms {
  private static final int UNICODE = 0x0100_0000; // X11 keysym encoding, "Unicode KeySyms"

  /// `xkb_keysym_t xkb_utf32_to_keysym(uint32_t ucs)`, from 1.0.0 on; `null`: not there.
  @SuppressWarnings("restricted")
  private static final MethodHandle TO_KEYSYM =
      Foreign.library("libxkbcommon.so.0")
          .filter(library -> library.find("xkb_utf32_to_keysym").isPresent())
          .map(
              library ->
                  Foreign.function(
                      library, "xkb_utf32_to_keysym", FunctionDescriptor.of(JAVA_INT, JAVA_INT)))
          .orElse(null);

  private Keysyms() {}

  /// The keysym of a character.
  ///
  /// @return 0: it has none
  public static int of(int codePoint) {
    switch (codePoint) {
      case '\b':
        return 0xff08; // XKB_KEY_BackSpace
      case '\t':
        return 0xff09; // XKB_KEY_Tab
      case '\n', '\r':
        return 0xff0d; // XKB_KEY_Return
      default:
        break;
    }
    if (codePoint < ' ' || codePoint >= 0x7f && codePoint < 0xa0) {
      return 0;
    }
    if (TO_KEYSYM != null) {
      try {
        return (int) TO_KEYSYM.invokeExact(codePoint);
      } catch (Throwable e) {
        throw new IllegalStateException(e); // it throws nothing
      }
    }
    return codePoint <= 0xff ? codePoint : UNICODE | codePoint;
  }
}
