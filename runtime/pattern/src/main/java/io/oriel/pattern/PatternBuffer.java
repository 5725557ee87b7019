package io.oriel.pattern;

import io.oriel.media.nat.Memfd;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.WlBuffer;
import io.oriel.media.wayland.protocol.WlShm;
import io.oriel.media.wayland.protocol.WlShmPool;
import io.oriel.testkit.Pattern;
import java.io.IOException;

/// One picture's memory, shared with the compositor. Window thread only.
final class PatternBuffer implements AutoCloseable {
  private static final int PIXEL_BYTES = 4;

  private final Memfd memory;
  private final WlBuffer buffer;
  private final int strideBytes;
  private boolean lent;

  PatternBuffer(WlShm shm, int widthPx, int heightPx) throws IOException {
    strideBytes = widthPx * PIXEL_BYTES;
    int size = strideBytes * heightPx;
    memory = Memfd.create("pattern", size);
    var pool = new WlShmPool();
    shm.createPool(pool, memory.fd(), size);
    buffer =
        new WlBuffer(
            new WlBuffer.Events() {
              @Override
              public void release() {
                lent = false;
              }
            });
    pool.createBuffer(buffer, 0, widthPx, heightPx, strideBytes, WlShm.FORMAT_XRGB8888);
    pool.destroy();
  }

  /// Whether the compositor has done with it.
  boolean free() {
    return !lent;
  }

  /// Draws and lends it to the compositor. The time in the picture is taken when all but the strips
  /// is drawn.
  WlBuffer draw(Pattern pattern, int frame) {
    pattern.drawBackground(memory.bytes(), strideBytes, frame);
    pattern.drawStrips(memory.bytes(), strideBytes, frame, System.nanoTime() / 1_000);
    lent = true;
    return buffer;
  }

  /// Has the compositor forget it, while the connection lives.
  void discard() throws WaylandException {
    try {
      buffer.destroy();
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
