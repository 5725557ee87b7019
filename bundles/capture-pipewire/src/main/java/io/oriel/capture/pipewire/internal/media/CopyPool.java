package io.oriel.capture.pipewire.internal.media;

import io.oriel.api.media.VideoFormat;
import io.oriel.media.core.PictureBuffer;
import io.oriel.media.pipewire.PixelFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/// Pictures of our own, for producers that have too few buffers to lend. Any thread takes them
/// and gives them back: one word
/// of bits says which are free.
final class CopyPool {
  private final Arena arena = Arena.ofShared();
  private final Copy[] copies;
  private final AtomicLong free;
  private final int stride;
  private volatile boolean retired;

  /// @param count 1 … 63
  /// @param firstId the buffer id of the first; the others follow
  CopyPool(int widthPx, int heightPx, int count, long firstId) {
    stride = widthPx * PixelFormat.BYTES;
    copies = new Copy[count];
    free = new AtomicLong((1L << count) - 1);
    for (int i = 0; i < count; i++) {
      copies[i] = new Copy(i, firstId + i, arena.allocate((long) stride * heightPx, 64));
    }
  }

  int size() {
    return copies.length;
  }

  long bufferId(int index) {
    return copies[index].bufferId();
  }

  /// Whether a picture of such a format has room in each of them.
  boolean suits(VideoFormat format) {
    return (long) format.widthPx() * PixelFormat.BYTES == stride
        && (long) stride * format.heightPx() <= copies[0].bytes.byteSize();
  }

  /// Copies a picture, and gives the original back.
  ///
  /// @return `null`: all are held, which the host may not do; the original was given back
  Copy copy(LentFrame original) throws IOException {
    var copy = take();
    if (copy == null) {
      original.drop();
      return null;
    }
    try {
      original.buffer.beginRead();
      copy.take(original);
    } catch (IOException e) {
      copy.release();
      throw e;
    } finally {
      original.release();
    }
    return copy;
  }

  private Copy take() {
    long bits = free.get();
    while (bits != 0 && !free.compareAndSet(bits, bits & bits - 1)) {
      bits = free.get();
    }
    return bits == 0 ? null : copies[Long.numberOfTrailingZeros(bits)];
  }

  /// It is not used any more: its memory goes with the last lease.
  void retire() {
    retired = true;
    freeIfIdle();
  }

  /// Frees its memory; no lease may be read any more.
  void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  private void freeIfIdle() {
    long all = (1L << copies.length) - 1;
    if (retired && free.compareAndSet(all, 0)) {
      arena.close();
    }
  }

  /// One picture of our own.
  final class Copy extends PictureBuffer {
    private final int index;
    private final MemorySegment bytes;

    private Copy(int index, long bufferId, MemorySegment bytes) {
      super(bufferId);
      this.index = index;
      this.bytes = bytes;
    }

    private void take(LentFrame original) {
      var format = original.format();
      holds(format, original.sequence(), original.captureNanos(), original.readyNanos());
      MemorySegment source = original.planeBytes(0);
      long at = original.planeOffset(0);
      int step = original.planeStride(0);
      if (step == stride) {
        long length = (long) stride * format.heightPx();
        MemorySegment.copy(source, at, bytes, 0, Math.min(length, source.byteSize() - at));
        return;
      }
      for (int y = 0; y < format.heightPx(); y++) {
        MemorySegment.copy(source, at + (long) y * step, bytes, (long) y * stride, stride);
      }
    }

    @Override
    public int planeStride(int plane) {
      return stride;
    }

    @Override
    public MemorySegment planeBytes(int plane) {
      return bytes;
    }

    @Override
    public void release() {
      free.getAndAdd(1L << index);
      freeIfIdle();
    }
  }
}
