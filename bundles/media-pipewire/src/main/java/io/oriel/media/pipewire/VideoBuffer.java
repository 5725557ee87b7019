package io.oriel.media.pipewire;

import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Mapping;
import io.oriel.media.pipewire.internal.nat.DmaBufSync;
import io.oriel.media.pipewire.internal.nat.Memory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/// One buffer of a [VideoStream] and what the producer says of the picture in it.
///
/// What it says changes with each filling: it is read once on arrival and checked; the getters
/// answer that reading until the buffer is given back. The memory outlives the producer's interest
/// in it.
///
/// ```
/// pw_buffer:  0 spa_buffer*
/// spa_buffer: 0 n_metas, 4 n_datas, 8 metas*, 16 datas*
/// spa_data:   0 type, 4 flags, 8 fd, 16 mapoffset, 20 maxsize, 24 data*, 32 chunk*
/// spa_chunk:  0 offset, 4 size, 8 stride, 12 flags
/// ```
/// (`pipewire/stream.h`, `spa/buffer/buffer.h`)
public final class VideoBuffer {
  /// `SPA_DATA_MemFd`.
  static final int MEM_FD = 2;

  /// `SPA_DATA_DmaBuf`.
  static final int DMA_BUF = 3;

  private static final int DATA_BYTES = 40;
  private static final int CHUNK_CORRUPTED = 1;
  private static final int MOST_PLANES = 4;

  final long pointer;
  final int slot;
  boolean out; // the connection's thread: it is the listener's
  boolean removed; // the connection's thread

  private final VideoStreamFormat format;
  private final VideoMeta meta;
  private final int planes;
  private final long firstData;
  private final boolean dmaBuf;
  private final long mapOffset; // from the page that the mapping begins with
  private final long capacity;
  private final String unusable;
  private final Fd[] fds = new Fd[MOST_PLANES];
  private final int[] offsets = new int[MOST_PLANES];
  private final int[] strides = new int[MOST_PLANES];
  private final int[] crop = new int[4];
  private Arena arena;
  private DmaBufSync sync; // of a mapped DMA-BUF
  private MemorySegment bytes = MemorySegment.NULL;
  private boolean cropped;
  private boolean picture;
  private String problem;
  private long presentedNanos;
  private long sequence;
  private int transform;
  private volatile Object owner;

  VideoBuffer(long pointer, int slot, VideoStreamFormat format, boolean map) {
    this.pointer = pointer;
    this.slot = slot;
    this.format = format;
    long spa = Memory.pointer(pointer);
    meta = new VideoMeta(spa);
    int datas = Memory.number(spa + 4);
    firstData = Memory.pointer(spa + 16);
    planes = Math.clamp(datas, 0, MOST_PLANES);
    int type = planes == 0 ? 0 : Memory.number(firstData);
    dmaBuf = type == DMA_BUF;
    long start = planes == 0 ? 0 : Integer.toUnsignedLong(Memory.number(firstData + 16));
    mapOffset = start % Mapping.PAGE_BYTES;
    capacity = planes == 0 ? 0 : Integer.toUnsignedLong(Memory.number(firstData + 20));
    unusable = prepare(datas, type, start, map);
  }

  /// @return why it cannot be used; `null`: it can
  private String prepare(int datas, int type, long start, boolean map) {
    if (datas < 1 || datas > MOST_PLANES || type != MEM_FD && type != DMA_BUF) {
      return datas + " blocks of memory, the first of type " + type;
    }
    if (dmaBuf != format.modifier().isPresent()) {
      return dmaBuf ? "a DMA-BUF whose layout nobody told" : "shared memory instead of a DMA-BUF";
    }
    try {
      for (int i = 0; i < planes; i++) {
        long data = firstData + (long) i * DATA_BYTES;
        if (Memory.pointer(data + 32) == 0) {
          return "memory of which nothing is said";
        }
        fds[i] = new Fd(Fd.dup((int) Memory.pointer(data + 8)));
      }
      if (!dmaBuf || map) {
        map(start);
      }
      return null;
    } catch (IOException | RuntimeException e) {
      free();
      return e.getMessage();
    }
  }

  private void map(long start) throws IOException {
    int fd = fds[0].number();
    long size = Files.size(Path.of("/proc/self/fd/" + fd));
    if (capacity == 0 || start + capacity > size) {
      throw new IOException(
          "%d bytes from %d on, in a file of %d bytes".formatted(capacity, start, size));
    }
    arena = Arena.ofShared();
    bytes =
        Mapping.sharedReadOnly(fd, start - mapOffset, mapOffset + capacity, arena)
            .asSlice(mapOffset);
    if (dmaBuf) {
      sync = new DmaBufSync(fd);
    }
  }

  /// Reads what the producer says of this filling.
  void look() {
    picture = false;
    problem = unusable;
    presentedNanos = meta.presentedNanos();
    sequence = meta.sequence();
    transform = meta.transform();
    if (problem != null) {
      return;
    }
    long chunk = Memory.pointer(firstData + 32);
    boolean corrupted = (Memory.number(chunk + 12) & CHUNK_CORRUPTED) != 0 || meta.corrupted();
    if (Memory.number(chunk + 4) == 0 || corrupted) {
      return; // about the pointer only
    }
    for (int i = 0; i < planes; i++) {
      chunk = Memory.pointer(firstData + (long) i * DATA_BYTES + 32);
      offsets[i] = Memory.number(chunk);
      int stride = Memory.number(chunk + 8);
      strides[i] = stride == 0 ? format.widthPx() * PixelFormat.BYTES : stride;
    }
    cropped = meta.crop(crop);
    problem = lie();
    picture = problem == null;
  }

  /// @return what cannot be true; `null`: all can
  private String lie() {
    for (int i = 0; i < planes; i++) {
      if (offsets[i] < 0 || strides[i] < 0) {
        return "a picture at " + offsets[i] + " with rows of " + strides[i] + " bytes";
      }
    }
    boolean mapped = bytes.byteSize() > 0;
    long row = (long) format.widthPx() * PixelFormat.BYTES;
    long end = offsets[0] + (long) strides[0] * (format.heightPx() - 1) + row;
    if (mapped && (strides[0] < row || end > capacity)) {
      return "a picture of %dx%d at %d with rows of %d bytes, in %d bytes"
          .formatted(format.widthPx(), format.heightPx(), offsets[0], strides[0], capacity);
    }
    if (cropped
        && (crop[0] < 0
            || crop[1] < 0
            || crop[2] < 1
            || crop[3] < 1
            || crop[2] > format.widthPx() - crop[0]
            || crop[3] > format.heightPx() - crop[1])) {
      return "the part at %d,%d of %dx%d out of %dx%d"
          .formatted(crop[0], crop[1], crop[2], crop[3], format.widthPx(), format.heightPx());
    }
    return null;
  }

  /// Whether there is a picture in it; otherwise it is about the pointer only, or has a
  /// [#problem()].
  public boolean picture() {
    return picture;
  }

  /// Why its picture cannot be used; `null`: it can, or there is none.
  public String problem() {
    return problem;
  }

  /// The format it was made for.
  public VideoStreamFormat format() {
    return format;
  }

  /// Whether it is a DMA-BUF.
  public boolean dmaBuf() {
    return dmaBuf;
  }

  /// When the picture was made by the producer's account, in nanoseconds of the monotonic clock if
  /// it keeps to the rules; 0: not told.
  public long presentedNanos() {
    return presentedNanos;
  }

  /// The producer's number of the picture; 0: not told.
  public long sequence() {
    return sequence;
  }

  /// How the picture has to be turned, `enum spa_meta_videotransform_value`; 0: not at all.
  public int transform() {
    return transform;
  }

  /// Width of the part to be shown.
  public int widthPx() {
    return cropped ? crop[2] : format.widthPx();
  }

  /// Height of the part to be shown.
  public int heightPx() {
    return cropped ? crop[3] : format.heightPx();
  }

  /// How many regions changed since the last picture; 0: not told.
  public int damagedRegions() {
    return meta.damagedRegions();
  }

  /// Reads the pointer.
  ///
  /// @return whether anything was told of it
  public boolean cursor(VideoCursor into) {
    return meta.cursor(into);
  }

  /// 1 … 4.
  public int planes() {
    return planes;
  }

  /// The plane's descriptor. Borrowed.
  public int fd(int plane) {
    return fds[plane].number();
  }

  /// Bytes from the start of the plane's memory to its first pixel that is shown.
  public int offset(int plane) {
    int shown = offsets[plane];
    if (cropped && plane == 0) {
      shown += crop[1] * strides[0] + crop[0] * PixelFormat.BYTES;
    }
    return shown;
  }

  /// Bytes from one row to the next.
  public int stride(int plane) {
    return strides[plane];
  }

  /// The first plane's memory, read-only; empty: it is not mapped.
  public MemorySegment bytes() {
    return bytes;
  }

  /// Waits until the producer's device has written a mapped DMA-BUF, and makes it readable; nothing
  /// for other memory.
  public void beginRead() throws IOException {
    if (sync != null) {
      sync.beginRead();
    }
  }

  /// Ends what [#beginRead()] began.
  public void endRead() {
    if (sync != null) {
      sync.endRead();
    }
  }

  /// What the listener keeps with it.
  public Object owner() {
    return owner;
  }

  /// Sets what the listener keeps with it.
  public void owner(Object kept) {
    owner = kept;
  }

  /// Frees descriptors and memory. Nobody reads it any more.
  void free() {
    for (var fd : fds) {
      if (fd != null) {
        fd.close();
      }
    }
    if (arena != null && bytes.scope().isAlive()) {
      try {
        arena.close();
      } catch (IllegalStateException _) {
        // a native call still reads it: better a leak than a fault
      }
    }
  }
}
