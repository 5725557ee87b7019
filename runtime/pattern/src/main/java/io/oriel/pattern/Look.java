package io.oriel.pattern;

/// How a [PatternWindow] looks and how often it draws.
///
/// @param busy a moving texture instead of bars and a field
/// @param fps pictures per second on the program's own clock; 0: whenever the compositor wants one
/// @param fullScreen as large as the output, which a reader of the stream needs
/// @param widthPx size of a window that is not full-screen, or whose compositor asks for no size
public record Look(boolean busy, int fps, boolean fullScreen, int widthPx, int heightPx) {
  private static final int MOST_FPS = 1_000;
  private static final int MOST_PX = 16_384;

  /// Bars, full-screen, drawn when the compositor wants a frame.
  public static final Look PLAIN = new Look(false, 0, true, 640, 360);

  public Look {
    if (fps < 0 || fps > MOST_FPS) {
      throw new IllegalArgumentException(fps + " pictures per second; 0 to " + MOST_FPS + " go");
    }
    if (widthPx < 160 || heightPx < 208 || widthPx > MOST_PX || heightPx > MOST_PX) {
      throw new IllegalArgumentException(
          "a window of " + widthPx + "x" + heightPx + "; 160x208 to 16384x16384 go");
    }
  }

  /// The same with a texture.
  public Look withTexture() {
    return new Look(true, fps, fullScreen, widthPx, heightPx);
  }
}
