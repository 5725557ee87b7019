package io.oriel.capture.wlroots.internal.media;

import io.oriel.api.media.Fourcc;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.WlShm;

/// How the compositor wants a shared-memory buffer: the `buffer` event of
/// `zwlr_screencopy_frame_v1`.
///
/// @param shmFormat of `wl_shm.format`: 0 and 1 are ARGB8888 and XRGB8888, others DRM codes
record Layout(int shmFormat, int widthPx, int heightPx, int strideBytes) {
  private static final int LARGEST = 16_384;
  private static final int LONGEST_STRIDE = LARGEST * 16;

  /// Checks what the compositor said.
  static Layout of(int shmFormat, int widthPx, int heightPx, int strideBytes)
      throws WaylandException {
    if (widthPx < 1
        || widthPx > LARGEST
        || heightPx < 1
        || heightPx > LARGEST
        || strideBytes < widthPx
        || strideBytes > LONGEST_STRIDE) {
      throw new WaylandException(
          "the compositor wants a buffer of "
              + widthPx
              + "x"
              + heightPx
              + " with rows of "
              + strideBytes
              + " bytes");
    }
    return new Layout(shmFormat, widthPx, heightPx, strideBytes);
  }

  boolean is(int format, int width, int height, int stride) {
    return shmFormat == format && widthPx == width && heightPx == height && strideBytes == stride;
  }

  /// The DRM code of the format.
  int fourcc() {
    return switch (shmFormat) {
      case WlShm.FORMAT_ARGB8888 -> Fourcc.ARGB8888;
      case WlShm.FORMAT_XRGB8888 -> Fourcc.XRGB8888;
      default -> shmFormat;
    };
  }

  int bytes() {
    return Math.multiplyExact(strideBytes, heightPx);
  }
}
