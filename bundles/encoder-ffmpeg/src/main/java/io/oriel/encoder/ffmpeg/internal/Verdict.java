package io.oriel.encoder.ffmpeg.internal;

/// What an encoder has proved with one layout of pictures.
///
/// @param works it encoded key frames when asked and what followed, without delay, and what it
///     gave decodes to what went in
/// @param missing it is not in the installed libraries
/// @param detail why it does not work; empty if it does
/// @param pixelsPerSecond what it encodes on this machine with all threads it would get
public record Verdict(boolean works, boolean missing, String detail, double pixelsPerSecond) {
  /// Parts of a frame's interval that encoding may take: the rest is for everything else on the
  /// machine, and for pictures harder than the one it was measured with.
  private static final double SHARE = 0.6;

  /// One that does not work.
  public static Verdict failed(String detail) {
    return new Verdict(false, false, detail, 0);
  }

  /// The same at another speed.
  Verdict at(double speed) {
    return new Verdict(works, missing, detail, speed);
  }

  /// Whether a stream of so many pixels a second can be encoded with room to spare.
  boolean keepsUp(double wantedPixelsPerSecond) {
    return wantedPixelsPerSecond <= SHARE * pixelsPerSecond;
  }

  /// Frames a second of one size.
  double rate(int widthPx, int heightPx) {
    return pixelsPerSecond / ((double) widthPx * heightPx);
  }
}
