package io.oriel.api.media;

import java.util.Objects;

/// The format of an encoded stream.
///
/// @param widthPx even, 64 … 8192
/// @param heightPx even, 64 … 8192
/// @param milliHz frames per 1000 s, 1000 … 480 000
/// @param bitDepth 8 or 10
public record StreamFormat(
    Codec codec,
    int widthPx,
    int heightPx,
    int milliHz,
    int bitDepth,
    Chroma chroma,
    ColorSpec color) {
  public StreamFormat {
    Objects.requireNonNull(codec, "codec");
    Objects.requireNonNull(chroma, "chroma");
    Objects.requireNonNull(color, "color");
    if (widthPx < 64 || widthPx > 8192 || heightPx < 64 || heightPx > 8192) {
      throw new IllegalArgumentException("size " + widthPx + "x" + heightPx);
    }
    if ((widthPx | heightPx) % 2 != 0) {
      throw new IllegalArgumentException("odd size " + widthPx + "x" + heightPx);
    }
    if (milliHz < 1000 || milliHz > 480_000) {
      throw new IllegalArgumentException("rate of " + milliHz + " mHz");
    }
    if (bitDepth != 8 && bitDepth != 10) {
      throw new IllegalArgumentException("bit depth " + bitDepth);
    }
  }
}
