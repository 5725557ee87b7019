package io.oriel.vdisplay.portal.internal;

/// Keysyms of characters (X Window System Protocol, appendix A, "KEYSYM Encoding").
final class Keysyms {
  private static final int BACKSPACE = 0xff08;
  private static final int TAB = 0xff09;
  private static final int RETURN = 0xff0d;
  private static final int UNICODE = 0x01000000;

  private Keysyms() {}

  /// @return 0: a control character that no key types
  static int of(int codePoint) {
    return switch (codePoint) {
      case '\b' -> BACKSPACE;
      case '\t' -> TAB;
      case '\n', '\r' -> RETURN;
      default -> {
        if (Character.isISOControl(codePoint) || codePoint >= 0xd800 && codePoint <= 0xdfff) {
          yield 0;
        }
        yield codePoint <= 0xff ? codePoint : UNICODE | codePoint;
      }
    };
  }
}
