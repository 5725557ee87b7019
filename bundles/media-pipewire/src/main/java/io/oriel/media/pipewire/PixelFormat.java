package io.oriel.media.pipewire;

import io.oriel.api.media.Fourcc;
import java.util.Optional;

/// Pixels of 32 bits in one plane, as PipeWire names them (`enum spa_video_format` in
/// `spa/param/video/raw.h`: bytes in memory, first to last) and as the kernel does (`drm_fourcc.h`:
/// one word, highest bits first).
public enum PixelFormat {
  RGBX(7, Fourcc.XBGR8888),
  BGRX(8, Fourcc.XRGB8888),
  XRGB(9, Fourcc.of('B', 'X', '2', '4')),
  XBGR(10, Fourcc.of('R', 'X', '2', '4')),
  RGBA(11, Fourcc.ABGR8888),
  BGRA(12, Fourcc.ARGB8888),
  ARGB(13, Fourcc.of('B', 'A', '2', '4')),
  ABGR(14, Fourcc.of('R', 'A', '2', '4')),
  XRGB_210(80, Fourcc.XRGB2101010),
  XBGR_210(81, Fourcc.XBGR2101010);

  /// Bytes of one pixel.
  public static final int BYTES = 4;

  private final int spa;
  private final int fourcc;

  PixelFormat(int spa, int fourcc) {
    this.spa = spa;
    this.fourcc = fourcc;
  }

  /// PipeWire's number of it.
  int spa() {
    return spa;
  }

  /// The kernel's code of it, see [Fourcc].
  public int fourcc() {
    return fourcc;
  }

  /// The format with such a code of the kernel; empty: not one of these.
  public static Optional<PixelFormat> ofFourcc(int fourcc) {
    for (var format : values()) {
      if (format.fourcc == fourcc) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  static Optional<PixelFormat> ofSpa(int spa) {
    for (var format : values()) {
      if (format.spa == spa) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
