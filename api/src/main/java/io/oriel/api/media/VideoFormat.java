package io.oriel.api.media;

import java.util.Objects;

/// The format of captured pictures.
///
/// @param widthPx 1 … 16384
/// @param heightPx 1 … 16384
/// @param fourcc a DRM code, see [Fourcc]
/// @param modifier a DRM modifier; linear for host memory
/// @param color what the numbers mean
public record VideoFormat(int widthPx, int heightPx, int fourcc, long modifier, ColorSpec color) {
  public VideoFormat {
    if (widthPx < 1 || widthPx > 16384 || heightPx < 1 || heightPx > 16384) {
      throw new IllegalArgumentException("size " + widthPx + "x" + heightPx);
    }
    Objects.requireNonNull(color, "color");
  }
}
