package io.oriel.media.pipewire;

import io.oriel.media.pipewire.internal.nat.Memory;

/// Where a buffer's metadata lie (`spa/buffer/meta.h`). The producer writes them while it fills the
/// buffer; all lie in memory that the library mapped. The connection's thread.
///
/// ```
/// spa_meta:        0 type, 4 size, 8 data*
/// spa_meta_header: 0 flags, 4 offset, 8 pts, 16 dts_offset, 24 seq
/// spa_meta_region: 0 x, 4 y, 8 width, 12 height
/// ```
final class VideoMeta {
  static final int HEADER = 1;
  static final int CROP = 2;
  static final int DAMAGE = 3;
  static final int CURSOR = 5;
  static final int TRANSFORM = 8;
  static final int HEADER_BYTES = 32;
  static final int REGION_BYTES = 16;
  static final int TRANSFORM_BYTES = 4;

  private static final int HEADER_CORRUPTED = 1 << 1;
  private static final int MOST = 32;

  private long header;
  private long crop;
  private long damage;
  private long damageBytes;
  private long transform;
  private long cursor;
  private long cursorBytes;

  /// @param spa `struct spa_buffer *`
  VideoMeta(long spa) {
    int count = Math.clamp(Integer.toUnsignedLong(Memory.number(spa)), 0, MOST);
    long entry = Memory.pointer(spa + 8);
    for (int i = 0; i < count; i++, entry += 16) {
      find(
          Memory.number(entry),
          Integer.toUnsignedLong(Memory.number(entry + 4)),
          Memory.pointer(entry + 8));
    }
  }

  private void find(int type, long bytes, long at) {
    if (at == 0) {
      return;
    }
    switch (type) {
      case HEADER -> header = bytes >= HEADER_BYTES ? at : 0;
      case CROP -> crop = bytes >= REGION_BYTES ? at : 0;
      case TRANSFORM -> transform = bytes >= TRANSFORM_BYTES ? at : 0;
      case DAMAGE -> {
        damage = at;
        damageBytes = bytes;
      }
      case CURSOR -> {
        cursor = at;
        cursorBytes = bytes;
      }
      default -> {} // not asked for
    }
  }

  /// Room for a pointer of so many pixels' width and height.
  static int cursorBytes(int px) {
    return VideoCursor.CURSOR_BYTES + VideoCursor.BITMAP_BYTES + px * px * PixelFormat.BYTES;
  }

  boolean corrupted() {
    return header != 0 && (Memory.number(header) & HEADER_CORRUPTED) != 0;
  }

  long presentedNanos() {
    return header == 0 ? 0 : Memory.pointer(header + 8);
  }

  long sequence() {
    return header == 0 ? 0 : Memory.pointer(header + 24);
  }

  int transform() {
    return transform == 0 ? 0 : Memory.number(transform);
  }

  /// Whether part of the picture is to be shown only; then `into` is x, y, width, height.
  boolean crop(int[] into) {
    if (crop == 0) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      into[i] = Memory.number(crop + i * 4L);
    }
    return into[2] != 0 && into[3] != 0;
  }

  /// How many regions of the picture changed; 0: not told.
  int damagedRegions() {
    int count = 0;
    for (long at = 0; at + REGION_BYTES <= damageBytes; at += REGION_BYTES) {
      if (Memory.number(damage + at + 8) == 0 || Memory.number(damage + at + 12) == 0) {
        break;
      }
      count++;
    }
    return count;
  }

  boolean cursor(VideoCursor into) {
    return cursor != 0 && into.read(cursor, cursorBytes);
  }
}
