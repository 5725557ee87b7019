package io.oriel.client.gamestream;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The luma of decoded pictures with 8 bits, whatever bits they have. One thread; keeps one plane
/// to narrow deeper pictures in.
public final class LumaPlane {
  private static final ValueLayout.OfShort WORD =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private byte[] narrowed = new byte[0];
  private MemorySegment plane = MemorySegment.NULL;
  private int stride;

  /// Looks at a picture.
  ///
  /// @return whether it has luma at all
  public boolean of(Picture picture) {
    if (!picture.format().startsWith("yuv")) {
      return false;
    }
    var luma = MemorySegment.ofBuffer(picture.planes()[0]);
    if (picture.bitDepth() == 8) {
      plane = luma;
      stride = picture.strides()[0];
    } else {
      narrow(luma, picture);
    }
    return true;
  }

  private void narrow(MemorySegment luma, Picture picture) {
    int width = picture.widthPx();
    int height = picture.heightPx();
    if (narrowed.length != width * height) {
      narrowed = new byte[width * height];
    }
    for (int y = 0; y < height; y++) {
      long row = (long) y * picture.strides()[0];
      for (int x = 0; x < width; x++) {
        narrowed[y * width + x] = (byte) (luma.get(WORD, row + 2L * x) >> 2);
      }
    }
    plane = MemorySegment.ofArray(narrowed);
    stride = width;
  }

  /// The plane of the picture that was looked at last, valid as long as that or until the next.
  public MemorySegment bytes() {
    return plane;
  }

  /// Bytes from row to row.
  public int stride() {
    return stride;
  }
}
