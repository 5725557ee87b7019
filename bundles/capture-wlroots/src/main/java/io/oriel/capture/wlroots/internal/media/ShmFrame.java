package io.oriel.capture.wlroots.internal.media;

import io.oriel.api.media.VideoFormat;
import io.oriel.media.core.PictureBuffer;
import io.oriel.media.nat.Memfd;
import io.oriel.media.wayland.protocol.WlBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One buffer of the pool, and the lease on the picture in it. Made once per buffer.
/// The video thread fills it.
final class ShmFrame extends PictureBuffer {
  final WlBuffer buffer = new WlBuffer();
  private final BufferPool pool;
  private final int index;
  private final Memfd memory;
  private final Layout layout;
  private final VideoFormat format;

  ShmFrame(
      BufferPool pool, int index, long bufferId, Memfd memory, Layout layout, VideoFormat format) {
    super(bufferId);
    this.pool = pool;
    this.index = index;
    this.memory = memory;
    this.layout = layout;
    this.format = format;
  }

  int index() {
    return index;
  }

  Memfd shared() {
    return memory;
  }

  void filled(long number, long captured, long ready) {
    holds(format, number, captured, ready);
  }

  /// Turns a picture that was written from the bottom up the right way. Rare: no renderer of
  /// wlroots 0.15 and newer does it.
  void flip() {
    MemorySegment bytes = memory.bytes();
    int stride = layout.strideBytes();
    byte[] row = new byte[stride];
    for (int top = 0, low = layout.heightPx() - 1; top < low; top++, low--) {
      long a = (long) top * stride;
      long b = (long) low * stride;
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, a, row, 0, stride);
      MemorySegment.copy(bytes, b, bytes, a, stride);
      MemorySegment.copy(row, 0, bytes, ValueLayout.JAVA_BYTE, b, stride);
    }
  }

  @Override
  public int planeStride(int plane) {
    return layout.strideBytes();
  }

  @Override
  public MemorySegment planeBytes(int plane) {
    return memory.bytes();
  }

  @Override
  public void release() {
    pool.release(index);
  }
}
