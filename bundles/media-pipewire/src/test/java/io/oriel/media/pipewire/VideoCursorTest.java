package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VideoCursorTest {
  private static final int BYTES = VideoMeta.cursorBytes(8);
  private static final int BITMAP = 28;
  private final VideoCursor cursor = new VideoCursor();

  private static MemorySegment meta(Arena arena, PixelFormat format, int... pixels) {
    MemorySegment meta = arena.allocate(BYTES, 8);
    int[] head = {
      1, 0, 10, 20, 2, 3, BITMAP, format.spa(), pixels.length, 1, pixels.length * 4, 20
    };
    for (int i = 0; i < head.length; i++) {
      meta.setAtIndex(JAVA_INT, i, head[i]);
    }
    for (int i = 0; i < pixels.length; i++) {
      meta.set(JAVA_INT, BITMAP + 20 + i * 4L, pixels[i]);
    }
    return meta;
  }

  @Test
  void every_order_of_bytes_becomes_argb() {
    var orders =
        new Object[][] {
          {PixelFormat.BGRA, 0x80112233},
          {PixelFormat.RGBA, 0x80332211},
          {PixelFormat.ARGB, 0x33221180},
          {PixelFormat.ABGR, 0x11223380},
        };
    for (var order : orders) {
      try (var arena = Arena.ofConfined()) {
        MemorySegment meta = meta(arena, (PixelFormat) order[0], (int) order[1]);

        assertThat(cursor.read(meta.address(), BYTES)).isTrue();

        assertThat(cursor.shaped()).isTrue();
        assertThat(cursor.argb().get(JAVA_INT, 0)).as(order[0].toString()).isEqualTo(0x80112233);
        assertThat(cursor.argb().byteSize()).isEqualTo(4);
        assertThat(new int[] {cursor.xPx(), cursor.yPx(), cursor.hotspotX(), cursor.hotspotY()})
            .containsExactly(10, 20, 2, 3);
      }
    }
  }

  @Test
  void a_move_keeps_the_shape_and_no_id_hides_it() {
    try (var arena = Arena.ofConfined()) {
      MemorySegment meta = meta(arena, PixelFormat.BGRA, 1, 2, 3);
      cursor.read(meta.address(), BYTES);
      meta.setAtIndex(JAVA_INT, 6, 0);
      meta.setAtIndex(JAVA_INT, 2, 11);

      assertThat(cursor.read(meta.address(), BYTES)).isTrue();
      assertThat(cursor.shaped()).isFalse();
      assertThat(cursor.xPx()).isEqualTo(11);
      assertThat(cursor.widthPx()).isEqualTo(3);
      assertThat(cursor.hidden()).isFalse();

      meta.setAtIndex(JAVA_INT, 0, 0);
      assertThat(cursor.read(meta.address(), BYTES)).isTrue();
      assertThat(cursor.hidden()).isTrue();
    }
  }

  @Test
  void a_bitmap_that_reaches_beyond_the_metadata_is_not_read() {
    int[][] lies = {
      {8, 64}, {9, 8}, {8, -1}, {10, 4096}, {10, -4}, {11, BYTES}, {11, 3}, {6, BYTES}
    };
    for (int[] lie : lies) {
      try (var arena = Arena.ofConfined()) {
        MemorySegment meta = meta(arena, PixelFormat.BGRA, 1, 2);
        meta.setAtIndex(JAVA_INT, 9, 8);
        meta.setAtIndex(JAVA_INT, lie[0], lie[1] == 8 ? 4000 : lie[1]);
        cursor.read(meta.address(), BYTES);
        assertThat(cursor.shaped()).as("%d = %d", lie[0], lie[1]).isFalse();
      }
    }
  }

  @Test
  void damaged_metadata_never_fault() {
    var random = new Random(5);
    int[] telling = {0, 1, 4, 8, 12, 20, 28, 32, 256, 4096, -1, Integer.MIN_VALUE, BYTES, 1 << 30};
    try (var arena = Arena.ofConfined()) {
      MemorySegment sound = meta(arena, PixelFormat.BGRA, 1, 2);
      MemorySegment meta = arena.allocate(BYTES, 8);
      for (int round = 0; round < 200_000; round++) {
        if (round % 8 == 0) {
          meta.copyFrom(sound);
        }
        int field = random.nextInt(12);
        meta.setAtIndex(
            JAVA_INT,
            field,
            random.nextBoolean() ? telling[random.nextInt(telling.length)] : random.nextInt());
        cursor.read(meta.address(), random.nextInt(4) == 0 ? random.nextInt(BYTES) : BYTES);
      }
    }
  }

  @Test
  void metadata_of_a_buffer_are_found_by_their_kind_and_size() {
    try (var arena = Arena.ofConfined()) {
      MemorySegment header = arena.allocate(32, 8);
      header.set(JAVA_INT, 0, 2);
      header.set(JAVA_LONG, 8, 77);
      header.set(JAVA_LONG, 24, 5);
      MemorySegment metas = arena.allocate(3 * 16, 8);
      entry(metas, 0, VideoMeta.HEADER, 32, header);
      entry(metas, 1, VideoMeta.CROP, 8, header); // too short
      entry(metas, 2, 99, 32, header);
      MemorySegment spa = arena.allocate(24, 8);
      spa.set(JAVA_INT, 0, 3);
      spa.set(JAVA_LONG, 8, metas.address());

      var meta = new VideoMeta(spa.address());

      assertThat(meta.corrupted()).isTrue();
      assertThat(meta.presentedNanos()).isEqualTo(77);
      assertThat(meta.sequence()).isEqualTo(5);
      assertThat(meta.crop(new int[4])).isFalse();
      assertThat(meta.transform()).isZero();
      assertThat(meta.damagedRegions()).isZero();
    }
  }

  private static void entry(MemorySegment metas, int at, int type, int size, MemorySegment data) {
    metas.set(JAVA_INT, at * 16L, type);
    metas.set(JAVA_INT, at * 16L + 4, size);
    metas.set(JAVA_LONG, at * 16L + 8, data.address());
  }
}
