package io.oriel.testkit.internal;

import io.oriel.api.media.VideoFormat;
import io.oriel.media.core.PictureBuffer;
import io.oriel.testkit.Pattern;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/// One picture buffer, lent over and over.
final class TestFrame extends PictureBuffer {
  private final VideoFormat format;
  private final MemorySegment bytes;
  private final AtomicBoolean lent = new AtomicBoolean();

  TestFrame(VideoFormat format, MemorySegment bytes, long bufferId) {
    super(bufferId);
    this.format = format;
    this.bytes = bytes;
  }

  /// @return `false`: lent, do not touch
  boolean take() {
    return lent.compareAndSet(false, true);
  }

  /// The pattern's number is the sequence, its time the capture's: what a viewer compares with.
  void draw(Pattern pattern, long number) {
    long captureNanos = System.nanoTime();
    pattern.draw(bytes, planeStride(0), (int) number, captureNanos / 1000);
    holds(format, number, captureNanos, System.nanoTime());
  }

  @Override
  public int planeStride(int plane) {
    return 4 * format.widthPx();
  }

  @Override
  public MemorySegment planeBytes(int plane) {
    return bytes;
  }

  @Override
  public void release() {
    if (!lent.compareAndSet(true, false)) {
      throw new IllegalStateException("picture " + sequence() + " was released twice");
    }
  }
}
