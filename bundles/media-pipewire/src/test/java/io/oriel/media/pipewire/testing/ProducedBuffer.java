package io.oriel.media.pipewire.testing;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.EventFd;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Memfd;
import io.oriel.media.pipewire.internal.nat.Memory;
import io.oriel.testkit.Pattern;
import java.lang.foreign.MemorySegment;

/// One `struct pw_buffer` of a [VideoProducer] with its memory. The loop's thread.
///
/// ```
/// spa_buffer: 0 n_metas, 4 n_datas, 8 metas*, 16 datas*
/// spa_meta:   0 type, 4 size, 8 data*
/// spa_data:   0 type, 4 flags, 8 fd, 16 mapoffset, 20 maxsize, 24 data*, 32 chunk*
/// spa_chunk:  0 offset, 4 size, 8 stride, 12 flags
/// ```
/// (`spa/buffer/buffer.h`, `spa/buffer/meta.h`)
final class ProducedBuffer {
  private static final int MEMFD = 2;
  private static final int DMABUF = 3;
  private static final int READWRITE = 3;
  private static final int PAGE = 4096;

  private final long data;
  private final long metas;
  private final int metaCount;
  private final int stride;
  private final Memfd memory; // null: it has none
  private final Fd shared; // the memory as a DMA-BUF; null: it is none
  private final EventFd counter; // null: it is memory

  /// Gives a buffer its memory.
  ///
  /// @param claimed bytes that the memory is said to have
  ProducedBuffer(long buffer, BufferKind kind, int claimed, int stride) throws ErrnoException {
    long spa = Memory.pointer(buffer);
    metaCount = Memory.number(spa);
    metas = Memory.pointer(spa + 8);
    data = Memory.pointer(spa + 16);
    this.stride = stride;
    int pages = Math.ceilDiv(claimed, PAGE) * PAGE;
    int real =
        switch (kind) {
          case SHORT_MEMFD -> PAGE;
          case DMABUF -> pages;
          default -> claimed;
        };
    memory = kind == BufferKind.EVENTFD ? null : Memfd.create("oriel-test-picture", real);
    counter = kind == BufferKind.EVENTFD ? new EventFd() : null;
    shared = kind == BufferKind.DMABUF ? Udmabuf.of(memory) : null;
    put(data, kind == BufferKind.FALSE_DMABUF || shared != null ? DMABUF : MEMFD);
    put(data + 4, READWRITE);
    int fd = memory == null ? counter.fd() : shared != null ? shared.number() : memory.fd();
    Memory.ALL.set(JAVA_LONG, data + 8, fd);
    put(data + 16, 0);
    put(data + 20, claimed);
    boolean whole = memory != null && real >= claimed;
    Memory.ALL.set(JAVA_LONG, data + 24, whole ? memory.bytes().address() : 0);
  }

  /// Fills it for one shot.
  ///
  /// @param pattern `null`: the picture is too small for one, or lies
  void fill(Shot shot, Pattern pattern, int frame, int widthPx, int heightPx) {
    boolean room = memory != null && memory.bytes().byteSize() >= (long) stride * heightPx;
    if (shot.drawn() && pattern != null && room) {
      pattern.draw(memory.bytes(), stride, frame, System.nanoTime() / 1000);
    }
    long chunk = Memory.pointer(data + 32);
    put(chunk, shot.offset().orElse(0));
    put(chunk + 4, shot.size().orElse(stride * heightPx));
    put(chunk + 8, shot.stride().orElse(stride));
    put(chunk + 12, shot.chunkFlags());
    for (int i = 0; i < metaCount; i++) {
      long meta = metas + i * 16L;
      long at = Memory.pointer(meta + 8);
      int size = Memory.number(meta + 4);
      switch (Memory.number(meta)) {
        case OfferParams.META_HEADER -> header(at, shot, frame);
        case OfferParams.META_DAMAGE -> damage(at, size, shot, widthPx, heightPx);
        case OfferParams.META_CURSOR -> pointer(at, size, shot);
        default -> {}
      }
    }
  }

  void close() {
    if (memory != null) {
      memory.close();
    }
    if (shared != null) {
      shared.close();
    }
    if (counter != null) {
      counter.close();
    }
  }

  private static void header(long at, Shot shot, int frame) {
    put(at, shot.headerFlags());
    put(at + 4, 0);
    Memory.ALL.set(JAVA_LONG, at + 8, shot.ptsNanos().orElseGet(System::nanoTime));
    Memory.ALL.set(JAVA_LONG, at + 16, 0);
    Memory.ALL.set(JAVA_LONG, at + 24, frame);
  }

  private static void damage(long at, int size, Shot shot, int widthPx, int heightPx) {
    Memory.ALL.asSlice(at, size).fill((byte) 0); // an empty region ends the list
    if (shot.damage().isEmpty() && shot.drawn()) {
      region(at, new int[] {0, 0, widthPx, heightPx});
    }
    for (int i = 0; i < shot.damage().size() && (i + 1) * OfferParams.REGION_BYTES <= size; i++) {
      region(at + (long) i * OfferParams.REGION_BYTES, shot.damage().get(i));
    }
  }

  private static void region(long at, int[] region) {
    MemorySegment.copy(region, 0, Memory.ALL, JAVA_INT, at, region.length);
  }

  private static void pointer(long at, int size, Shot shot) {
    if (shot.pointer().isEmpty()) {
      put(at, 0);
      return;
    }
    Shot.Pointer news = shot.pointer().get();
    put(at, news.id());
    put(at + 4, 0);
    put(at + 8, news.x());
    put(at + 12, news.y());
    put(at + 16, news.hotspotX());
    put(at + 20, news.hotspotY());
    put(at + 24, news.bitmapOffset());
    int room = size - OfferParams.CURSOR_BYTES - OfferParams.BITMAP_BYTES;
    if (room < 0) {
      return;
    }
    long bitmap = at + OfferParams.CURSOR_BYTES; // where it is, whatever is claimed
    put(bitmap, news.format());
    put(bitmap + 4, news.widthPx());
    put(bitmap + 8, news.heightPx());
    put(bitmap + 12, news.stride());
    put(bitmap + 16, news.pixelOffset());
    long pixels = bitmap + OfferParams.BITMAP_BYTES;
    for (int i = 0; i < room; i++) {
      Memory.ALL.set(JAVA_BYTE, pixels + i, (byte) 0xff);
    }
  }

  private static void put(long address, int value) {
    Memory.ALL.set(JAVA_INT, address, value);
  }
}
