package io.oriel.capture.wlroots.internal.media;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.VideoFormat;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.WlShm;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The pool in use, and older ones whose pictures somebody still holds. Video thread.
final class CaptureBuffers {
  private final WlShm shm;
  private final int count;
  private final Runnable released;
  private final List<BufferPool> older = new ArrayList<>();
  private final Deque<Long> retired = new ArrayDeque<>();
  private BufferPool pool;
  private VideoFormat format;
  private long nextId = 1;

  /// @param released called, on any thread, when a buffer comes back that was missed
  CaptureBuffers(WlShm shm, int count, Runnable released) {
    this.shm = shm;
    this.count = count;
    this.released = released;
  }

  VideoFormat format() {
    return format;
  }

  boolean suit(CopyRequest described) {
    return pool != null
        && pool.layout()
            .is(described.shmFormat, described.widthPx, described.heightPx, described.strideBytes);
  }

  /// Replaces the pool by one for what the compositor wants now.
  void become(CopyRequest described) throws WaylandException, BackendException {
    var layout =
        Layout.of(
            described.shmFormat, described.widthPx, described.heightPx, described.strideBytes);
    int fourcc = layout.fourcc();
    if (fourcc != Fourcc.XRGB8888 && fourcc != Fourcc.ARGB8888) {
      throw new BackendException(
          Kind.UNSUPPORTED,
          "the compositor gives pictures as "
              + Fourcc.name(fourcc)
              + ", only XR24 and AR24 are read; start it with WLR_RENDERER=pixman");
    }
    if (pool != null) {
      pool.destroyBuffers();
      for (int i = 0; i < pool.size(); i++) {
        retired.add(pool.frame(i).bufferId());
      }
      older.add(pool);
    }
    // a screen's alpha says nothing: both formats read as XRGB8888
    format =
        new VideoFormat(
            layout.widthPx(),
            layout.heightPx(),
            Fourcc.XRGB8888,
            Fourcc.MODIFIER_LINEAR,
            ColorSpec.SRGB);
    try {
      pool = new BufferPool(shm, layout, format, count, nextId, released);
    } catch (IOException e) {
      throw new BackendException(Kind.FAILED, "no memory for pictures: " + e.getMessage(), e);
    }
    nextId += count;
  }

  ShmFrame take() {
    return pool.take();
  }

  /// The id of a buffer that will not be used again, each once; 0: none. Its memory goes when all
  /// ids were fetched and all pictures released.
  long retired() {
    if (retired.isEmpty()) {
      if (!older.isEmpty()) {
        freeOlder();
      }
      return 0;
    }
    return retired.removeFirst();
  }

  private void freeOlder() {
    older.removeIf(
        candidate -> {
          boolean whole = candidate.isWhole();
          if (whole) {
            candidate.freeMemory();
          }
          return whole;
        });
  }

  void close() {
    older.forEach(BufferPool::freeMemory);
    if (pool != null) {
      pool.freeMemory();
    }
  }
}
