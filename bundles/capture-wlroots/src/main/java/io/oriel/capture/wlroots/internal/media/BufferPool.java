package io.oriel.capture.wlroots.internal.media;

import io.oriel.api.media.VideoFormat;
import io.oriel.media.nat.Memfd;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.WlShm;
import io.oriel.media.wayland.protocol.WlShmPool;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/// The buffers of one layout. The video thread takes them, any thread gives them back: one word of
/// bits says which are free.
final class BufferPool {
  private final Layout layout;
  private final ShmFrame[] frames;
  private final AtomicLong free;
  private final Runnable released;
  private volatile boolean starving; // set by the video thread, cleared by a release

  /// Makes the buffers. Connection's thread.
  ///
  /// @param firstId the buffer id of the first; the others follow
  /// @param released called, on any thread, when a buffer comes back that [#take()] missed
  BufferPool(
      WlShm shm, Layout layout, VideoFormat format, int count, long firstId, Runnable released)
      throws IOException {
    this.layout = layout;
    this.released = released;
    this.frames = new ShmFrame[count];
    this.free = new AtomicLong(count == Long.SIZE ? -1L : (1L << count) - 1);
    try {
      for (int i = 0; i < count; i++) {
        Memfd memory = Memfd.create("oriel-capture", layout.bytes());
        frames[i] = new ShmFrame(this, i, firstId + i, memory, layout, format);
        share(shm, frames[i]);
      }
    } catch (IOException e) {
      freeMemory();
      throw e;
    }
  }

  private void share(WlShm shm, ShmFrame frame) throws WaylandException {
    var pool = new WlShmPool();
    shm.createPool(pool, frame.shared().fd(), layout.bytes());
    pool.createBuffer(
        frame.buffer,
        0,
        layout.widthPx(),
        layout.heightPx(),
        layout.strideBytes(),
        layout.shmFormat());
    pool.destroy();
  }

  Layout layout() {
    return layout;
  }

  ShmFrame frame(int index) {
    return frames[index];
  }

  int size() {
    return frames.length;
  }

  /// Takes a free buffer; `null`: none, and the next release calls back. Video thread.
  ShmFrame take() {
    ShmFrame frame = tryTake();
    if (frame == null) {
      starving = true;
      frame = tryTake(); // one may have come back just before the flag was seen
    }
    return frame;
  }

  private ShmFrame tryTake() {
    long bits = free.get(); // only this thread clears bits
    if (bits == 0) {
      return null;
    }
    long lowest = Long.lowestOneBit(bits);
    free.getAndAdd(-lowest);
    return frames[Long.numberOfTrailingZeros(lowest)];
  }

  /// Gives a buffer back. Any thread; never blocks.
  void release(int index) {
    free.getAndAdd(1L << index);
    if (starving) {
      starving = false;
      released.run();
    }
  }

  /// Whether every buffer is here.
  boolean isWhole() {
    return Long.bitCount(free.get()) == frames.length;
  }

  /// Lets the compositor forget the buffers. Connection's thread.
  void destroyBuffers() throws WaylandException {
    for (ShmFrame frame : frames) {
      frame.buffer.destroy();
    }
  }

  /// Unmaps. Control thread, when no lease is held any more.
  void freeMemory() {
    for (ShmFrame frame : frames) {
      if (frame != null) {
        frame.shared().close();
      }
    }
  }
}
