package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.media.pipewire.internal.nat.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The pointer as a buffer's metadata tell it: one object, read again from buffer to buffer. The
/// connection's thread.
///
/// ```
/// spa_meta_cursor: 0 id, 4 flags, 8 x, 12 y, 16 hotspot x, 20 hotspot y, 24 bitmap_offset
/// spa_meta_bitmap: 0 format, 4 width, 8 height, 12 stride, 16 offset
/// ```
/// (`spa/buffer/meta.h`)
public final class VideoCursor {
  static final int CURSOR_BYTES = 28;
  static final int BITMAP_BYTES = 20;
  private static final int LARGEST = 1024;

  private int xPx;
  private int yPx;
  private int hotspotX;
  private int hotspotY;
  private int widthPx;
  private int heightPx;
  private boolean shaped;
  private boolean hidden;
  private MemorySegment argb = MemorySegment.NULL; // grows to the largest pointer seen

  /// Where its hotspot is, in pixels of the picture.
  public int xPx() {
    return xPx;
  }

  /// Where its hotspot is, in pixels of the picture.
  public int yPx() {
    return yPx;
  }

  /// Pixels from the left edge of its shape to the hotspot.
  public int hotspotX() {
    return hotspotX;
  }

  /// Pixels from the upper edge of its shape to the hotspot.
  public int hotspotY() {
    return hotspotY;
  }

  /// Whether this reading brought a new shape.
  public boolean shaped() {
    return shaped;
  }

  /// Whether it is not to be seen now.
  public boolean hidden() {
    return hidden;
  }

  /// Width of the newest shape.
  public int widthPx() {
    return widthPx;
  }

  /// Height of the newest shape.
  public int heightPx() {
    return heightPx;
  }

  /// The newest shape as premultiplied ARGB8888, rows of `widthPx * 4` bytes; changed by the next
  /// reading.
  public MemorySegment argb() {
    return argb.asSlice(0, (long) widthPx * heightPx * PixelFormat.BYTES);
  }

  /// @return whether there was anything about the pointer
  boolean read(long at, long bytes) {
    shaped = false;
    hidden = true;
    if (bytes < CURSOR_BYTES || Memory.number(at) == 0) {
      return bytes >= CURSOR_BYTES; // id 0: none is shown
    }
    hidden = false;
    xPx = Memory.number(at + 8);
    yPx = Memory.number(at + 12);
    long bitmap = Integer.toUnsignedLong(Memory.number(at + 24));
    if (bitmap >= CURSOR_BYTES && bitmap % 4 == 0 && bitmap + BITMAP_BYTES <= bytes) {
      bitmap(at + bitmap, bytes - bitmap, Memory.number(at + 16), Memory.number(at + 20));
    }
    return true;
  }

  private void bitmap(long at, long bytes, int hotX, int hotY) {
    var format = PixelFormat.ofSpa(Memory.number(at)).orElse(null);
    int width = Memory.number(at + 4);
    int height = Memory.number(at + 8);
    int stride = Memory.number(at + 12);
    long pixels = Integer.toUnsignedLong(Memory.number(at + 16));
    if (format == null) {
      return; // nothing new
    }
    if (pixels == 0 || width == 0 || height == 0) {
      hidden = true; // an empty shape is how some say so
      return;
    }
    if (width < 0
        || width > LARGEST
        || height < 0
        || height > LARGEST
        || stride < width * PixelFormat.BYTES
        || pixels < BITMAP_BYTES
        || pixels % 4 != 0
        || stride % 4 != 0
        || pixels + (long) stride * (height - 1) + (long) width * PixelFormat.BYTES > bytes) {
      return; // it lies
    }
    long needed = (long) width * height * PixelFormat.BYTES;
    if (argb.byteSize() < needed) {
      argb = Arena.ofAuto().allocate(needed, 4);
    }
    for (int y = 0; y < height; y++) {
      long row = at + pixels + (long) y * stride;
      for (int x = 0; x < width; x++) {
        int pixel = argb(format, Memory.number(row + x * 4L));
        argb.set(JAVA_INT, ((long) y * width + x) * 4, pixel);
      }
    }
    widthPx = width;
    heightPx = height;
    hotspotX = hotX;
    hotspotY = hotY;
    shaped = true;
  }

  /// @param word four bytes of memory as a little-endian number
  private static int argb(PixelFormat format, int word) {
    return switch (format) {
      case BGRA -> word;
      case BGRX -> word | 0xff000000;
      case RGBA -> swapped(word);
      case RGBX -> swapped(word) | 0xff000000;
      case ARGB -> Integer.reverseBytes(word);
      case XRGB -> Integer.reverseBytes(word) | 0xff000000;
      case ABGR -> word >>> 8 & 0xffffff | word << 24;
      case XBGR -> word >>> 8 & 0xffffff | 0xff000000;
      case XRGB_210, XBGR_210 -> 0xff808080; // nobody draws pointers so
    };
  }

  private static int swapped(int word) {
    return word & 0xff00ff00 | word >>> 16 & 0xff | (word & 0xff) << 16;
  }
}
